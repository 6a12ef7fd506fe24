package dev.jacquard.dsl;

/** An integer or boolean constant; {@code value} is as {@link DType#wrap} leaves it. */
public record IntConst(DType type, long value) implements Leaf {

  public IntConst {
    value = type.isBool() ? (value == 0 ? 0 : 1) : type.wrap(value);
  }

  /** A constant of the index type. */
  public static IntConst index(long value) {
    return new IntConst(DType.I64, value);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

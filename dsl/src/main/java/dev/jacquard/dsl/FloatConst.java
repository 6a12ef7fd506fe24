package dev.jacquard.dsl;

/** A floating-point constant, rounded to {@code type}. */
public record FloatConst(DType type, double value) implements Leaf {

  public FloatConst {
    value = type.round(value);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

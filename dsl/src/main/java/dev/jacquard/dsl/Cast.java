package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code operand} converted to {@code type}: integers wrap, floats truncate towards zero and
 * saturate at the ends of an integer type (NaN gives 0), a number is true unless it is 0. To a
 * narrower float, to the nearest, ties to even. Between f16 or bf16 and any type but f32 the way
 * leads over f32.
 */
public record Cast(DType type, Expr operand) implements Expr {

  public Cast {
    boolean narrow = type.isStorageOnly() || operand.type().isStorageOnly();
    if (narrow && type != DType.F32 && operand.type() != DType.F32) {
      throw new CompilerBug("%s to %s without f32: %s".formatted(operand.type(), type, operand));
    }
  }

  static Expr of(DType type, Expr operand) {
    Given.given(type, "The type of a cast");
    DType from = Given.given(operand, "What is cast").type();
    if (from == type) {
      return operand;
    }
    if (type.isStorageOnly() && operand instanceof FloatConst(DType _, double value)) {
      return new FloatConst(type, (float) value);
    }
    boolean direct = type == DType.F32 || from == DType.F32
        || !type.isStorageOnly() && !from.isStorageOnly();
    return new Cast(type, direct ? operand : of(DType.F32, operand));
  }

  @Override
  public int lanes() {
    return operand.lanes();
  }

  @Override
  public List<Expr> children() {
    return List.of(operand);
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    Expr mapped = f.apply(operand);
    return mapped == operand ? this : new Cast(type, mapped);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code operand} converted to {@code type}: integers wrap, floats truncate towards zero and
 * saturate at the ends of an integer type (NaN gives 0), a number is true unless it is 0.
 */
public record Cast(DType type, Expr operand) implements Expr {

  static Expr of(DType type, Expr operand) {
    return operand.type() == type ? operand : new Cast(type, operand);
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

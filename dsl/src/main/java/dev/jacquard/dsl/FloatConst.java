package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/** A floating-point constant, rounded to {@code type}. */
public record FloatConst(DType type, double value) implements Expr {

  public FloatConst {
    value = type == DType.F32 ? (float) value : value;
  }

  @Override
  public List<Expr> children() {
    return List.of();
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    return this;
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/** The vector {@code base, base + stride, ..., base + (lanes - 1) * stride}. Arises in lowering. */
public record Ramp(Expr base, Expr stride, int lanes) implements Expr {

  @Override
  public DType type() {
    return base.type();
  }

  @Override
  public List<Expr> children() {
    return List.of(base, stride);
  }

  /** Whether neighbouring lanes are neighbouring elements. */
  public boolean isDense() {
    return stride instanceof IntConst(DType _, long value) && value == 1;
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    Expr b = f.apply(base);
    Expr s = f.apply(stride);
    return b == base && s == stride ? this : new Ramp(b, s, lanes);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/** A free index of a {@link Func}, or a loop variable in lowering. Its type is i64. */
public record Var(String name) implements Expr {

  public Var {
    Names.check(name, "a Var");
  }

  @Override
  public DType type() {
    return DType.I64;
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
    return name;
  }
}

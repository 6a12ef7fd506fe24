package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/** A declared scalar or vector variable of a kernel: a register. Arises in lowering. */
public record Local(String name, DType type, int lanes) implements Expr {

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

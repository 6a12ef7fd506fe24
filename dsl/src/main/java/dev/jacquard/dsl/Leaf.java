package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/** An expression without operands. */
public sealed interface Leaf extends Expr permits IntConst, FloatConst, Var, RVar, Dim, Local {

  @Override
  default List<Expr> children() {
    return List.of();
  }

  @Override
  default Expr mapChildren(UnaryOperator<Expr> f) {
    return this;
  }
}

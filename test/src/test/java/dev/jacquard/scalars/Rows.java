package dev.jacquard.scalars;

import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Var;
import java.util.List;

/** Many expressions in one kernel, because building one costs more than running it. */
final class Rows {

  private Rows() {}

  /** Row f, over {@code i} in {@code [0, columns)}, is expression f; all are of one type. */
  static Func of(String name, Var f, List<Expr> expressions, long columns) {
    Expr chosen = expressions.getLast();
    for (int row = expressions.size() - 2; row >= 0; row--) {
      chosen = Dsl.select(f.eq(row), expressions.get(row), chosen);
    }
    Var i = Dsl.var("i");
    return Dsl.func(name, f, i).is(chosen).over(f, expressions.size()).over(i, columns);
  }
}

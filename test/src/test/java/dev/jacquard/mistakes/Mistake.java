package dev.jacquard.mistakes;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.U32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Var;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A wrong program and the whole message that it ends in.
 *
 * @param message with {@code HERE} for the file and line of the program
 */
record Mistake(String name, String message, Callable<?> program) {

  static final Dim N = dim("n", 10);
  static final Dim K = dim("k", 5);
  static final Var I = var("i");
  static final Var J = var("j");
  static final RVar R = rvar("r");
  static final RVar S = rvar("s");
  static final Input X = input("X", F32, N);
  static final Input V = input("V", F32, K);
  static final Input A = input("A", F32, dim("m", 4), K);
  static final Input T = input("T", I32, N);
  static final Input U = input("U", U32, N);
  static final Func F = func("F", I).is(X.at(I));
  static final Reducer PAIR = Reducer.of("pair", List.of(lit(0.0), lit(0.0)),
      (p, q) -> List.of(p.get(0).plus(q.get(0)), p.get(1).plus(q.get(1))));

  @Override
  public String toString() {
    return name;
  }
}

package dev.jacquard.schedule.rewrite;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;

/** Small algorithms that the tests schedule. */
final class Programs {

  static final Dim M = dim("m", 16);
  static final Dim N = dim("n", 16);
  static final Dim K = dim("k", 16);
  static final Var I = var("i");
  static final Var J = var("j");
  static final RVar R = rvar("r");
  static final Input A = input("A", F32, M, K);
  static final Input B = input("B", F32, K, N);
  static final Input X = input("X", I32, N);
  static final Input P = input("P", U8, M, N);

  /** Sizes that divide by 8, and odd ones. */
  static final String[] SIZES = {"m=16,n=16,k=16", "m=7,n=13,k=5", "m=1,n=1,k=1", "m=17,n=9,k=3"};
  /** The same for algorithms over m and n. */
  static final String[] PLANES = {"m=16,n=16", "m=7,n=13", "m=1,n=1", "m=3,n=17"};
  /** The same for algorithms over n. */
  static final String[] LINES = {"n=16", "n=1", "n=7", "n=8", "n=13", "n=17"};

  private Programs() {}

  /** Pure, of integers. */
  static Func twice() {
    return func("T", I).is(X.at(I).times(2));
  }

  /** Pure over a plane, with a transposed access. */
  static Func plane() {
    return func("S", I, J).is(P.at(I, J).cast(I32).plus(X.at(J)));
  }

  /** Sums of integers along rows. */
  static Func rows() {
    return func("W", I).is(sum(R, P.at(I, R).cast(I32)));
  }

  static Func matmul() {
    return func("C", I, J).is(sum(R, A.at(I, R).times(B.at(R, J))));
  }

  /** Two stages; the second reads its neighbours, edges by {@code edge}. */
  static Func smooth(Edge edge) {
    Func scaled = func("g", I).is(X.at(I).times(3));
    return func("h", I).is(scaled.edge(edge).at(I.minus(1)).plus(scaled.at(I))
        .plus(scaled.edge(edge).at(I.plus(1))));
  }

  /** Two stages over a plane: sums of columns of three, then of rows of three. */
  static Func box() {
    Func columns = func("v", I, J).is(P.edge(Edge.CLAMP).at(I.minus(1), J).cast(I32)
        .plus(P.at(I, J)).plus(P.edge(Edge.CLAMP).at(I.plus(1), J)));
    return func("o", I, J).is(columns.edge(Edge.CLAMP).at(I, J.minus(1)).plus(columns.at(I, J))
        .plus(columns.edge(Edge.CLAMP).at(I, J.plus(1))));
  }
}

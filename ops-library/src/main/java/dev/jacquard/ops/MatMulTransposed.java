package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.PackedMatMul;
import dev.jacquard.schedule.Carried;

/** The product of a matrix and the transpose of another, as a linear layer has its weights. */
public final class MatMulTransposed extends LibraryOp {

  private static final Dim M = dim("m", 1024);
  private static final Dim N = dim("n", 1024);
  private static final Dim K = dim("k", 1024);

  public MatMulTransposed() {
    super("matmulTransposed", "matrix product C(m, n) = A(m, k) . transpose of B(n, k), f32",
        M, N, K);
  }

  /**
   * {@code C[i, j] = sum over r of A[i, r] * B[j, r]}.
   *
   * @param name the name of the result
   * @param a of shape (m, k)
   * @param b of shape (n, k)
   */
  public static Func matmulTransposed(String name, Source a, Source b) {
    Var i = var("i");
    Var j = var("j");
    RVar r = rvar("r");
    return Dsl.func(name, i, j).is(sum(r, a.at(i, r).times(b.at(j, r))))
        .advised(Carried.of(Carried.exceptGpus(PackedMatMul::of), a, b));
  }

  @Override
  public Func func() {
    return matmulTransposed("C", input("A", F32, M, K), input("B", F32, N, K));
  }
}

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

/** The products of two equally long lists of matrices. */
public final class BatchedMatMul extends LibraryOp {

  private static final Dim B = dim("b", 64);
  private static final Dim M = dim("m", 128);
  private static final Dim N = dim("n", 128);
  private static final Dim K = dim("k", 128);

  public BatchedMatMul() {
    super("batchedMatmul", "b matrix products C(b, m, n) = A(b, m, k) . B(b, k, n), f32",
        B, M, N, K);
  }

  /**
   * {@code C[q, i, j] = sum over r of A[q, i, r] * B[q, r, j]}.
   *
   * @param name the name of the result
   * @param left of shape (b, m, k)
   * @param right of shape (b, k, n)
   */
  public static Func batchedMatmul(String name, Source left, Source right) {
    Var q = var("q");
    Var i = var("i");
    Var j = var("j");
    RVar r = rvar("r");
    return Dsl.func(name, q, i, j).is(sum(r, left.at(q, i, r).times(right.at(q, r, j))))
        .advised(Carried.of(Carried.exceptGpus(PackedMatMul::of), left, right));
  }

  @Override
  public Func func() {
    return batchedMatmul("C", input("A", F32, B, M, K), input("B", F32, B, K, N));
  }
}

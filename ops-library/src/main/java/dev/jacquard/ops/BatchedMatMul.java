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
import java.util.List;

/** The products of two equally long lists of matrices. */
public final class BatchedMatMul implements Op {

  private final Dim b = dim("b", 64);
  private final Dim m = dim("m", 128);
  private final Dim n = dim("n", 128);
  private final Dim k = dim("k", 128);

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
  public String name() {
    return "batchedMatmul";
  }

  @Override
  public String summary() {
    return "b matrix products C(b, m, n) = A(b, m, k) . B(b, k, n), f32";
  }

  @Override
  public List<Dim> dims() {
    return List.of(b, m, n, k);
  }

  @Override
  public Func func() {
    return batchedMatmul("C", input("A", F32, b, m, k), input("B", F32, b, k, n));
  }
}

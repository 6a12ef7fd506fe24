package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.PackedMatMul;
import dev.jacquard.ops.gpu.TiledMatMul;
import dev.jacquard.schedule.Carried;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import java.util.Optional;

/** The product of two matrices. */
public final class MatMul extends LibraryOp {

  private static final Dim M = dim("m", 1024);
  private static final Dim N = dim("n", 1024);
  private static final Dim K = dim("k", 1024);

  public MatMul() {
    super("matmul", "matrix product C(m, n) = A(m, k) . B(k, n), f32", M, N, K);
  }

  /**
   * {@code C[i, j] = sum over r of A[i, r] * B[r, j]}.
   *
   * @param name the name of the result
   * @param a of shape (m, k)
   * @param b of shape (k, n)
   */
  public static Func matmul(String name, Source a, Source b) {
    Var i = var("i");
    Var j = var("j");
    RVar r = rvar("r");
    return Dsl.func(name, i, j).is(sum(r, a.at(i, r).times(b.at(r, j))))
        .advised(Carried.of(MatMul::schedule, a, b));
  }

  @Override
  public Func func() {
    return matmul("C", input("A", F32, M, K), input("B", F32, K, N));
  }

  private static Optional<Schedule> schedule(Algorithm sized, Target target) {
    return Optional.of(target.kind() == Target.Kind.GPU ? TiledMatMul.of(sized, target)
        : PackedMatMul.of(sized, target));
  }
}

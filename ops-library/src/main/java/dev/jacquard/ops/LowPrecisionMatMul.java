package dev.jacquard.ops;

import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.DotMatMul;
import dev.jacquard.ops.cpu.PackedMatMul;
import dev.jacquard.schedule.Instructions;
import dev.jacquard.schedule.Carried;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;

/**
 * The product of two matrices of small elements, added up in 32 bits: integers exactly (they wrap),
 * bf16 in f32.
 */
public final class LowPrecisionMatMul extends LibraryOp {

  private static final Dim M = dim("m", 1024);
  private static final Dim N = dim("n", 1024);
  private static final Dim K = dim("k", 1024);

  /** Signed bytes. */
  public static final LowPrecisionMatMul I8 =
      new LowPrecisionMatMul("matmulI8", DType.I8, DType.I8, DType.I32);

  /** Unsigned bytes by signed ones, as quantised networks have activations and weights. */
  public static final LowPrecisionMatMul U8_I8 =
      new LowPrecisionMatMul("matmulU8I8", DType.U8, DType.I8, DType.I32);

  public static final LowPrecisionMatMul BF16 =
      new LowPrecisionMatMul("matmulBf16", DType.BF16, DType.BF16, DType.F32);

  private final DType left;
  private final DType right;
  private final DType result;

  private LowPrecisionMatMul(String name, DType left, DType right, DType result) {
    super(name, "matrix product C(m, n) = A(m, k) . B(k, n), %s by %s to %s".formatted(left, right,
        result), M, N, K);
    this.left = left;
    this.right = right;
    this.result = result;
  }

  /**
   * {@code C[i, j] = sum over r of A[i, r] * B[r, j]}, each product in the type of the result.
   *
   * @param name the name of the result
   * @param a of shape (m, k)
   * @param b of shape (k, n)
   * @param result I32 or F32
   */
  public static Func matmul(String name, Source a, Source b, DType result) {
    Var i = var("i");
    Var j = var("j");
    RVar r = rvar("r");
    Expr product = result.isFloat() ? a.at(i, r).times(b.at(r, j))
        : a.at(i, r).cast(result).times(b.at(r, j).cast(result));
    return Dsl.func(name, i, j).is(sum(r, product))
        .advised(Carried.of(Carried.exceptGpus(LowPrecisionMatMul::schedule), a, b));
  }

  @Override
  public Func func() {
    return matmul("C", input("A", left, M, K), input("B", right, K, N), result);
  }

  private static Schedule schedule(Algorithm matmul, Target target) {
    return DotMatMul.of(matmul, target, Instructions.VPDPBUSD)
        .or(() -> DotMatMul.of(matmul, target, Instructions.VDPBF16PS))
        .orElseGet(() -> PackedMatMul.of(matmul, target));
  }
}

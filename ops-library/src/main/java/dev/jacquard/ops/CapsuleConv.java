package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.RegisterCapsules;
import dev.jacquard.ops.gpu.TiledCapsules;
import dev.jacquard.schedule.Carried;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import java.util.Optional;

/**
 * The convolutional capsule layer: a convolution whose elements are 4x4 pose matrices and whose
 * product is theirs (Barham and Isard, "Machine Learning Systems are Stuck in a Rut", HotOS 2019).
 */
public final class CapsuleConv extends LibraryOp {

  private static final Dim N = dim("n", 32);
  private static final Dim CI = dim("ci", 32);
  private static final Dim CO = dim("co", 32);
  private static final Dim H = dim("h", 15);
  private static final Dim W = dim("w", 15);
  private static final Dim K = dim("k", 3);
  private static final Dim STRIDE = dim("stride", 2);

  public CapsuleConv() {
    super("capsuleConv",
        "capsule layer V(n, co, y, x, 4, 4) of P(n, ci, h, w, 4, 4), W(ci, co, k, k, 4, 4), f32",
        N, CI, CO, H, W, K, STRIDE);
  }

  /**
   * {@code V[n, o, y, x] = sum over ky, kx, c of P[n, c, stride*y + ky, stride*x + kx] .
   * W[c, o, ky, kx]}, all of them matrices: rows and columns are the last two dimensions.
   *
   * @param name the name of the result, of shape (n, co, height, width, rows, columns)
   * @param poses of shape (n, ci, h, w, rows, inner)
   * @param weights of shape (ci, co, k, k, inner, columns)
   * @param height of the result, {@code (h - k) / stride + 1}
   * @param width of the result, {@code (w - k) / stride + 1}
   * @param stride distance in the poses between neighbours in the result, at least 1
   */
  public static Func capsuleConv(String name, Source poses, Source weights, Expr height,
      Expr width, Expr stride) {
    Var n = var("b"), o = var("o"), y = var("y"), x = var("x"), i = var("i"), j = var("j");
    RVar ky = rvar("ky"), kx = rvar("kx"), c = rvar("c"), r = rvar("r");
    Expr pose = poses.at(n, c, stride.times(y).plus(ky), stride.times(x).plus(kx), i, r);
    return Dsl.func(name, n, o, y, x, i, j)
        .is(sum(c, ky, kx, r, pose.times(weights.at(c, o, ky, kx, r, j))))
        .over(y, height).over(x, width)
        .advised(Carried.of(CapsuleConv::schedule, poses, weights));
  }

  @Override
  public Func func() {
    return capsuleConv("V", input("P", F32, N, CI, H, W, lit(4), lit(4)),
        input("W", F32, CI, CO, K, K, lit(4), lit(4)).asConstant(),
        H.minus(K).div(STRIDE).plus(1), W.minus(K).div(STRIDE).plus(1), STRIDE);
  }

  private static Optional<Schedule> schedule(Algorithm sized, Target target) {
    return target.kind() == Target.Kind.GPU ? TiledCapsules.of(sized, target)
        : Optional.of(RegisterCapsules.of(sized, target));
  }

  @Override
  public Optional<Schedule> byHandInLayouts(Algorithm sized, Target target) {
    return target.kind() == Target.Kind.GPU ? byHand(sized, target)
        : Optional.of(RegisterCapsules.inLayouts(sized, target));
  }
}

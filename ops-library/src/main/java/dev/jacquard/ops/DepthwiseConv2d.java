package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.DirectConv2d;
import dev.jacquard.schedule.Carried;
import java.util.List;

/** Convolution of each channel by itself, the part of a separable one that sees neighbours. */
public final class DepthwiseConv2d extends LibraryOp {

  private static final Dim N = dim("n", 1);
  private static final Dim H = dim("h", 56);
  private static final Dim W = dim("w", 56);
  private static final Dim C = dim("c", 128);
  private static final Dim K = dim("k", 3);
  private static final Dim STRIDE = dim("stride", 1);
  private static final Dim PADDING = dim("padding", 1).atLeast(0);

  public DepthwiseConv2d() {
    super("depthwiseConv2d",
        "convolution by channel, Y(n, y, x, c) of X(n, h, w, c) with W(k, k, c), f32",
        N, H, W, C, K, STRIDE, PADDING);
  }

  /**
   * {@code Y[b, y, x, o] = sum over dy, dx of
   * X[b, stride*y + dy - padding, stride*x + dx - padding, o] * W[dy, dx, o]}, without the terms
   * that lie outside X.
   *
   * @param name the name of the result, of shape (n, height, width, c)
   * @param images of shape (n, h, w, c)
   * @param weights of shape (k, k, c)
   * @param height of the result, {@code (h + 2*padding - k) / stride + 1}
   * @param width of the result, likewise
   * @param stride distance in the image between neighbours in the result, at least 1
   * @param padding rows and columns of zeros on each side, at least 0
   */
  public static Func depthwiseConv2d(String name, Source images, Source weights, Expr height,
      Expr width, Expr stride, Expr padding) {
    Var b = var("b"), y = var("y"), x = var("x"), o = var("o");
    RVar dy = rvar("dy"), dx = rvar("dx");
    Expr pixel = images.at(b, stride.times(y).plus(dy).minus(padding),
        stride.times(x).plus(dx).minus(padding), o);
    return Dsl.func(name, b, y, x, o)
        .is(sum(List.of(dy, dx), pixel.times(weights.at(dy, dx, o))).whereInside())
        .over(y, height).over(x, width)
        .advised(Carried.of(Carried.exceptGpus(DirectConv2d::depthwise), images, weights));
  }

  @Override
  public Func func() {
    return depthwiseConv2d("Y", input("X", F32, N, H, W, C), input("W", F32, K, K, C).asConstant(),
        extent(H), extent(W), STRIDE, PADDING);
  }

  private Expr extent(Dim size) {
    return size.plus(PADDING.times(2)).minus(K).div(STRIDE).plus(1);
  }
}

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

/** Two-dimensional convolution of images, as deep learning means it (no flip of the kernel). */
public final class Conv2d extends LibraryOp {

  private static final Dim N = dim("n", 8);
  private static final Dim H = dim("h", 56);
  private static final Dim W = dim("w", 56);
  private static final Dim CI = dim("ci", 64);
  private static final Dim CO = dim("co", 64);
  private static final Dim KH = dim("kh", 3);
  private static final Dim KW = dim("kw", 3);
  private static final Dim STRIDE = dim("stride", 1);
  private static final Dim PADDING = dim("padding", 1).atLeast(0);

  public Conv2d() {
    super("conv2d", "convolution Y(n, y, x, co) of X(n, h, w, ci) with W(kh, kw, ci, co), f32",
        N, H, W, CI, CO, KH, KW, STRIDE, PADDING);
  }

  /**
   * {@code Y[b, y, x, o] = sum over dy, dx, c of
   * X[b, stride*y + dy - padding, stride*x + dx - padding, c] * W[dy, dx, c, o]}, without the terms
   * that lie outside X.
   *
   * @param name the name of the result, of shape (n, height, width, co)
   * @param images of shape (n, h, w, ci)
   * @param weights of shape (kh, kw, ci, co)
   * @param height of the images with their borders, {@code h + 2*padding}
   * @param width of the images with their borders, {@code w + 2*padding}
   * @param kernel height and width of the weights, {@code kh} and {@code kw}
   * @param stride distance in the image between neighbours in the result, at least 1
   * @param padding rows and columns of zeros on each side, at least 0
   */
  public static Func conv2d(String name, Source images, Source weights, Expr height, Expr width,
      List<? extends Expr> kernel, Expr stride, Expr padding) {
    Var b = var("b"), y = var("y"), x = var("x"), o = var("o");
    RVar dy = rvar("dy"), dx = rvar("dx"), r = rvar("r");
    Expr pixel = images.at(b, stride.times(y).plus(dy).minus(padding),
        stride.times(x).plus(dx).minus(padding), r);
    return Dsl.func(name, b, y, x, o)
        .is(sum(dy, dx, r, pixel.times(weights.at(dy, dx, r, o))).whereInside())
        .over(y, extent(height, kernel.get(0), stride))
        .over(x, extent(width, kernel.get(1), stride))
        .advised(Carried.of(Carried.exceptGpus(DirectConv2d::of), images, weights));
  }

  /** The extent of a result along one axis: {@code (size - kernel) / stride + 1}. */
  static Expr extent(Expr size, Expr kernel, Expr stride) {
    return size.minus(kernel).div(stride).plus(1);
  }

  @Override
  public Func func() {
    return conv2d("Y", input("X", F32, N, H, W, CI), input("W", F32, KH, KW, CI, CO).asConstant(),
        H.plus(PADDING.times(2)), W.plus(PADDING.times(2)), List.of(KH, KW), STRIDE, PADDING);
  }
}

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
public final class Conv2d implements Op {

  private final Dim n = dim("n", 8);
  private final Dim h = dim("h", 56);
  private final Dim w = dim("w", 56);
  private final Dim ci = dim("ci", 64);
  private final Dim co = dim("co", 64);
  private final Dim kh = dim("kh", 3);
  private final Dim kw = dim("kw", 3);
  private final Dim stride = dim("stride", 1);
  private final Dim padding = dim("padding", 1).atLeast(0);

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
  public String name() {
    return "conv2d";
  }

  @Override
  public String summary() {
    return "convolution Y(n, y, x, co) of X(n, h, w, ci) with W(kh, kw, ci, co), f32";
  }

  @Override
  public List<Dim> dims() {
    return List.of(n, h, w, ci, co, kh, kw, stride, padding);
  }

  @Override
  public Func func() {
    return conv2d("Y", input("X", F32, n, h, w, ci), input("W", F32, kh, kw, ci, co).asConstant(),
        h.plus(padding.times(2)), w.plus(padding.times(2)), List.of(kh, kw), stride, padding);
  }
}

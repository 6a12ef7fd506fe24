package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
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
   * X[b, stride*y + dy - padding, stride*x + dx - padding, c] * W[dy, dx, c, o]}, with X zero
   * outside.
   *
   * @param name the name of the result, of shape (n, height, width, co)
   * @param images of shape (n, h, w, ci)
   * @param weights of shape (kh, kw, ci, co)
   * @param height of the result: see {@link #extent}
   * @param width of the result: see {@link #extent}
   * @param stride distance in the image between neighbours in the result, at least 1
   * @param padding rows and columns of zeros on each side, at least 0
   */
  public static Func conv2d(String name, Source images, Source weights, Expr height, Expr width,
      Expr stride, Expr padding) {
    Var b = var("b");
    Var y = var("y");
    Var x = var("x");
    Var o = var("o");
    RVar dy = rvar("dy");
    RVar dx = rvar("dx");
    RVar c = rvar("c");
    Expr row = stride.times(y).plus(dy).minus(padding);
    Expr column = stride.times(x).plus(dx).minus(padding);
    Expr pixel = images.edge(Edge.constant(0)).at(b, row, column, c);
    return Dsl.func(name, b, y, x, o)
        .is(sum(dy, dx, c, pixel.times(weights.at(dy, dx, c, o))))
        .over(y, height).over(x, width);
  }

  /** The extent of a result along one axis: {@code (size + 2*padding - kernel) / stride + 1}. */
  public static Expr extent(Expr size, Expr kernel, Expr stride, Expr padding) {
    return size.plus(padding.times(2)).minus(kernel).div(stride).plus(1);
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
        extent(h, kh, stride, padding), extent(w, kw, stride, padding), stride, padding);
  }
}

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
import dev.jacquard.ops.cpu.TransformedConv2d;
import dev.jacquard.schedule.Carried;
import java.util.List;

/**
 * {@link Conv2d} as a product of matrices: what each result reads is copied next to each other
 * (Chellapilla, Puri and Simard, "High Performance Convolutional Neural Networks for Document
 * Processing", 2006). {@link TransformedConv2d} schedules it.
 */
public final class Im2colConv2d extends LibraryOp {

  private static final Dim N = dim("n", 1);
  private static final Dim H = dim("h", 56);
  private static final Dim W = dim("w", 56);
  private static final Dim CI = dim("ci", 64);
  private static final Dim CO = dim("co", 64);
  private static final Dim KH = dim("kh", 3);
  private static final Dim KW = dim("kw", 3);
  private static final Dim STRIDE = dim("stride", 1);
  private static final Dim PADDING = dim("padding", 1).atLeast(0);

  public Im2colConv2d() {
    super("im2colConv2d", "conv2d as a product of copied columns, f32",
        N, H, W, CI, CO, KH, KW, STRIDE, PADDING);
  }

  /**
   * {@link Conv2d#conv2d} by way of {@code name.columns}, of shape (n, height, width, kh, kw, ci):
   * a matrix of a row for each result, whose last three dimensions the product sums.
   *
   * @param name the name of the result, of shape (n, height, width, co)
   * @param images of shape (n, h, w, ci)
   * @param weights of shape (kh, kw, ci, co)
   * @param height of the result, {@code (h + 2*padding - kh) / stride + 1}
   * @param width of the result, {@code (w + 2*padding - kw) / stride + 1}
   * @param kernel height and width of the weights, {@code kh} and {@code kw}
   * @param stride distance in the image between neighbours in the result, at least 1
   * @param padding rows and columns of zeros on each side, at least 0
   */
  public static Func im2colConv2d(String name, Source images, Source weights, Expr height,
      Expr width, List<? extends Expr> kernel, Expr stride, Expr padding) {
    Var b = var("b"), y = var("y"), x = var("x"), o = var("o");
    Var ky = var("ky"), kx = var("kx"), c = var("c");
    Func columns = Dsl.func(name + ".columns", b, y, x, ky, kx, c)
        .is(images.edge(Edge.constant(0)).at(b, stride.times(y).plus(ky).minus(padding),
            stride.times(x).plus(kx).minus(padding), c))
        .over(b, images.range(0)).over(y, height).over(x, width)
        .over(ky, kernel.get(0)).over(kx, kernel.get(1)).over(c, images.range(3));
    RVar dy = rvar("dy"), dx = rvar("dx"), r = rvar("r");
    return Dsl.func(name, b, y, x, o)
        .is(sum(dy, dx, r, columns.at(b, y, x, dy, dx, r).times(weights.at(dy, dx, r, o))))
        .advised(Carried.of(Carried.exceptGpus(TransformedConv2d::im2col), images, weights));
  }

  @Override
  public Func func() {
    return im2colConv2d("Y", input("X", F32, N, H, W, CI),
        input("W", F32, KH, KW, CI, CO).asConstant(),
        Conv2d.extent(H.plus(PADDING.times(2)), KH, STRIDE),
        Conv2d.extent(W.plus(PADDING.times(2)), KW, STRIDE), List.of(KH, KW), STRIDE, PADDING);
  }
}

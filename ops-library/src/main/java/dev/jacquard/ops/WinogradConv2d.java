package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.select;
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
import java.util.function.IntFunction;

/**
 * {@link Conv2d} with kernels of 3x3 and stride 1 by fewer products: 16, not 36, for each 2x2
 * results (Winograd's F(2x2, 3x3), as in Lavin and Gray, "Fast Algorithms for Convolutional Neural
 * Networks", 2016). {@link TransformedConv2d} schedules it.
 */
public final class WinogradConv2d extends LibraryOp {

  private static final int TILE = 4;

  private static final Dim N = dim("n", 1);
  private static final Dim H = dim("h", 56);
  private static final Dim W = dim("w", 56);
  private static final Dim CI = dim("ci", 64);
  private static final Dim CO = dim("co", 64);
  private static final Dim PADDING = dim("padding", 1).atLeast(0);

  public WinogradConv2d() {
    super("winogradConv2d", "conv2d of W(3, 3, ci, co) by fewer products (Winograd), f32",
        N, H, W, CI, CO, PADDING);
  }

  /**
   * {@code Y = A' * (sum over r of (G * W * G') .* (B' * X * B)) * A} for tiles of 4x4 pixels that
   * overlap by 2: the same sums as {@link Conv2d#conv2d}, added in another order.
   *
   * @param name the name of the result, of shape (n, height, width, co); the stages before are
   *     {@code name.kernels}, {@code name.tiles} and {@code name.products}
   * @param images of shape (n, h, w, ci)
   * @param weights of shape (3, 3, ci, co)
   * @param height of the result, {@code h + 2*padding - 2}
   * @param width of the result, {@code w + 2*padding - 2}
   * @param padding rows and columns of zeros on each side, at least 0
   */
  public static Func winogradConv2d(String name, Source images, Source weights, Expr height,
      Expr width, Expr padding) {
    Var i = var("i"), j = var("j"), b = var("b"), y = var("y"), x = var("x"), c = var("c"),
        o = var("o");
    Func kernels = Dsl.func(name + ".kernels", i, j, c, o)
        .is(kernel(i, dy -> kernel(j, dx -> weights.at(lit(dy), lit(dx), c, o))))
        .over(i, TILE).over(j, TILE);
    Source.Edged zeros = images.edge(Edge.constant(0));
    Func tiles = Dsl.func(name + ".tiles", i, j, b, y, x, c)
        .is(tile(i, p -> tile(j, q -> zeros.at(b, y.times(2).plus(p).minus(padding),
            x.times(2).plus(q).minus(padding), c))))
        .over(i, TILE).over(j, TILE).over(b, images.range(0)).over(c, images.range(3))
        .over(y, half(height)).over(x, half(width));
    RVar r = rvar("r");
    Func products = Dsl.func(name + ".products", i, j, b, y, x, o)
        .is(sum(r, tiles.at(i, j, b, y, x, r).times(kernels.at(i, j, r, o))));
    return Dsl.func(name, b, y, x, o)
        .is(result(y.rem(2), p -> result(x.rem(2), q -> products.at(lit(p), lit(q), b, y.div(2),
            x.div(2), o))))
        .over(y, height).over(x, width)
        .advised(Carried.of(Carried.exceptGpus(TransformedConv2d::winograd), images, weights));
  }

  @Override
  public Func func() {
    return winogradConv2d("Y", input("X", F32, N, H, W, CI),
        input("W", F32, lit(3), lit(3), CI, CO).asConstant(), H.plus(PADDING.times(2)).minus(2),
        W.plus(PADDING.times(2)).minus(2), PADDING);
  }

  private static Expr half(Expr extent) {
    return extent.plus(1).div(2);
  }

  private static Expr kernel(Expr row, IntFunction<Expr> w) {
    Expr outer = w.apply(0).plus(w.apply(2));
    return pick(row, List.of(w.apply(0), outer.plus(w.apply(1)).times(0.5),
        outer.minus(w.apply(1)).times(0.5), w.apply(2)));
  }

  private static Expr tile(Expr row, IntFunction<Expr> d) {
    return pick(row, List.of(d.apply(0).minus(d.apply(2)), d.apply(1).plus(d.apply(2)),
        d.apply(2).minus(d.apply(1)), d.apply(1).minus(d.apply(3))));
  }

  private static Expr result(Expr row, IntFunction<Expr> m) {
    return pick(row, List.of(m.apply(0).plus(m.apply(1)).plus(m.apply(2)),
        m.apply(1).minus(m.apply(2)).minus(m.apply(3))));
  }

  private static Expr pick(Expr row, List<Expr> values) {
    Expr picked = values.getLast();
    for (int v = values.size() - 2; v >= 0; v--) {
      picked = select(row.eq(v), values.get(v), picked);
    }
    return picked;
  }
}

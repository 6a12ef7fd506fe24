package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.U16;
import static dev.jacquard.dsl.DType.U8;
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

/**
 * Separable box blur of an image in three stages: sums along rows, sums along columns, and the
 * rounded mean. Everything fits in 16 bits, which twice as many lanes hold as 32.
 */
public final class Blur extends LibraryOp {

  /** The greatest radius whose sums, 255 * (2*7 + 1)^2 and half an area, fit in 16 bits. */
  private static final long MOST_RADIUS = 7;

  private static final Dim H = dim("h", 1920);
  private static final Dim W = dim("w", 2560);
  private static final Dim RADIUS = dim("radius", 1).atLeast(0).atMost(MOST_RADIUS);

  public Blur() {
    super("blur", "separable box blur of the image X(h, w), u8, edges repeated, rounded",
        H, W, RADIUS);
  }

  /**
   * The mean of the square of {@code 2*radius + 1} pixels around each, to nearest, ties up; pixels
   * outside are the nearest ones inside.
   *
   * @param name the name of the result, u8 of shape (h, w); the stages before are
   *     {@code name.rows} and {@code name.columns}, u16
   * @param image u8 of shape (h, w)
   * @param radius at most 7
   */
  public static Func blur(String name, Source image, Expr h, Expr w, Expr radius) {
    Var y = var("y");
    Var x = var("x");
    Expr width = radius.times(2).plus(1);
    RVar d = rvar("d", radius.unaryMinus(), width);
    Func rows = Dsl.func(name + ".rows", y, x)
        .is(sum(List.of(d), image.edge(Edge.CLAMP).at(y, x.plus(d)), U16))
        .over(y, h).over(x, w);
    Func columns = Dsl.func(name + ".columns", y, x)
        .is(sum(List.of(d), rows.edge(Edge.CLAMP).at(y.plus(d), x), U16))
        .over(y, h).over(x, w);
    Expr area = width.times(width);
    Expr half = area.div(2).cast(U16);
    return Dsl.func(name, y, x)
        .is(columns.at(y, x).plus(half).div(area.cast(U16)).cast(U8));
  }

  @Override
  public Func func() {
    return blur("Y", input("X", U8, H, W), H, W, RADIUS);
  }
}

package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.U16;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.ImageStrips;
import dev.jacquard.schedule.Carried;

/**
 * The blur of the paper on Halide (Ragan-Kelley and others, 2013): means of three along rows, then
 * along columns, in 16 bits, of an image that comes with its border.
 */
public final class Blur3x3 extends LibraryOp {

  private static final Dim H = dim("h", 1920);
  private static final Dim W = dim("w", 2560);

  public Blur3x3() {
    super("blur3x3", "means of 3x3 of the image X(h + 2, w + 2), u16, rounded down", H, W);
  }

  /**
   * {@code Y[y, x] = (r[y, x] + r[y + 1, x] + r[y + 2, x]) / 3} with {@code r[y, x] = (X[y, x] +
   * X[y, x + 1] + X[y, x + 2]) / 3}, both rounded down.
   *
   * @param name the name of the result, u16 of shape (h, w); {@code r} is {@code name.rows}
   * @param image u16 of shape (h + 2, w + 2), at most 21845, so that three fit in 16 bits
   */
  public static Func blur3x3(String name, Source image, Expr h, Expr w) {
    Var y = var("y");
    Var x = var("x");
    Func rows = Dsl.func(name + ".rows", y, x)
        .is(image.at(y, x).plus(image.at(y, x.plus(1))).plus(image.at(y, x.plus(2))).div(3))
        .over(y, h.plus(2)).over(x, w);
    return Dsl.func(name, y, x)
        .is(rows.at(y, x).plus(rows.at(y.plus(1), x)).plus(rows.at(y.plus(2), x)).div(3))
        .over(y, h).over(x, w)
        .advised(Carried.of(Carried.exceptGpus(ImageStrips::blur3x3), image));
  }

  @Override
  public Func func() {
    return blur3x3("Y", input("X", U16, H.plus(2), W.plus(2)), H, W);
  }
}

package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.tuple;
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
 * The response of a detector of corners (Harris and Stephens, "A Combined Corner and Edge
 * Detector", 1988) to a colour image. As Halide's application of this name computes it.
 */
public final class Harris extends LibraryOp {

  private static final Dim H = dim("h", 1920);
  private static final Dim W = dim("w", 2560);

  public Harris() {
    super("harris", "corners of the colour image X(3, h + 4, w + 4), f32", H, W);
  }

  /**
   * {@code Y = sxx*syy - sxy*sxy - 0.04 * (sxx + syy)^2}, where s are the sums over 3x3 places of
   * the products of the gradients of gray along x and y (Sobel's, over 12).
   *
   * @param name the name of the result, of shape (h, w); the stages before are {@code name.gray},
   *     {@code name.slopes}, both gradients, and {@code name.xx}, {@code name.yy} and
   *     {@code name.xy}, sums over three rows
   * @param image of shape (3, h + 4, w + 4): red, green and blue
   */
  public static Func harris(String name, Source image, Expr h, Expr w) {
    Var y = var("y"), x = var("x");
    Func gray = Gray.gray(name + ".gray", image);
    Func slopes = Dsl.func(name + ".slopes", y, x)
        .is(tuple(slope(gray, y, x, false), slope(gray, y, x, true)))
        .over(y, h.plus(2)).over(x, w.plus(2));
    Source.Edged gx = slopes.value(0), gy = slopes.value(1);
    Expr sxx = across(columns(name + ".xx", gx, gx, h, w), y, x);
    Expr syy = across(columns(name + ".yy", gy, gy, h, w), y, x);
    Expr sxy = across(columns(name + ".xy", gx, gy, h, w), y, x);
    Expr trace = sxx.plus(syy);
    return Dsl.func(name, y, x)
        .is(sxx.times(syy).minus(sxy.times(sxy)).minus(trace.times(trace).times(0.04)))
        .over(y, h).over(x, w)
        .advised(Carried.of(Carried.exceptGpus(ImageStrips::harris), image));
  }

  /** The difference of the far and the near side of 3x3 places, the middle counted twice. */
  private static Expr slope(Func gray, Var y, Var x, boolean down) {
    Expr slope = null;
    for (int across = 0; across < 3; across++) {
      Expr near = down ? gray.at(y, x.plus(across)) : gray.at(y.plus(across), x);
      Expr far = down ? gray.at(y.plus(2), x.plus(across)) : gray.at(y.plus(across), x.plus(2));
      Expr part = far.minus(near).times((across == 1 ? 2.0 : 1.0) / 12);
      slope = slope == null ? part : slope.plus(part);
    }
    return slope;
  }

  /** The sums of the products at three places below each other. */
  private static Func columns(String name, Source.Edged a, Source.Edged b, Expr h, Expr w) {
    Var y = var("y"), x = var("x");
    return Dsl.func(name, y, x).is(a.at(y, x).times(b.at(y, x))
        .plus(a.at(y.plus(1), x).times(b.at(y.plus(1), x)))
        .plus(a.at(y.plus(2), x).times(b.at(y.plus(2), x)))).over(y, h).over(x, w.plus(2));
  }

  private static Expr across(Func columns, Var y, Var x) {
    return columns.at(y, x).plus(columns.at(y, x.plus(1))).plus(columns.at(y, x.plus(2)));
  }

  @Override
  public Func func() {
    return harris("Y", input("X", F32, lit(3), H.plus(4), W.plus(4)), H, W);
  }
}

package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.ops.cpu.ImageStrips;
import dev.jacquard.schedule.Carried;
import java.util.function.IntFunction;

/**
 * Unsharp masking of a colour image: brightness is pushed away from its blur, colours keep their
 * ratios. As Halide's application of this name computes it.
 */
public final class Unsharp extends LibraryOp {

  /** Rows and columns on each side that the blur reads. */
  private static final int REACH = 3;

  private static final double SIGMA = 1.5;

  private static final Dim H = dim("h", 1920);
  private static final Dim W = dim("w", 2560);

  public Unsharp() {
    super("unsharp", "unsharp mask of the colour image X(3, h + 6, w + 6), f32", H, W);
  }

  /**
   * {@code Y[c, y, x] = X[c, y + 3, x + 3] * (2 - blurred / gray)}, where gray is 0.299 red + 0.587
   * green + 0.114 blue at the same place, and blurred is gray under a Gaussian of deviation 1.5 cut
   * off at 3.
   *
   * @param name the name of the result, of shape (3, h, w); the stages before are
   *     {@code name.gray}, {@code name.columns} and {@code name.ratio}
   * @param image of shape (3, h + 6, w + 6): red, green and blue, nowhere black
   */
  public static Func unsharp(String name, Source image, Expr h, Expr w) {
    Var c = var("c"), y = var("y"), x = var("x");
    Func gray = Gray.gray(name + ".gray", image);
    Func columns = Dsl.func(name + ".columns", y, x)
        .is(gaussian(d -> gray.at(y.plus(d), x))).over(y, h).over(x, w.plus(2 * REACH));
    Expr blurred = gaussian(d -> columns.at(y, x.plus(d)));
    Expr here = gray.at(y.plus(REACH), x.plus(REACH));
    Func ratio = Dsl.func(name + ".ratio", y, x)
        .is(here.times(2).minus(blurred).div(here)).over(y, h).over(x, w);
    return Dsl.func(name, c, y, x)
        .is(ratio.at(y, x).times(image.at(c, y.plus(REACH), x.plus(REACH))))
        .advised(Carried.of(Carried.exceptGpus(ImageStrips::unsharp), image));
  }

  /** The weighted sum of what stands at 0, 1, ... 6. */
  private static Expr gaussian(IntFunction<Expr> at) {
    Expr sum = at.apply(REACH).times(weight(0));
    for (int d = 1; d <= REACH; d++) {
      sum = sum.plus(at.apply(REACH - d).plus(at.apply(REACH + d)).times(weight(d)));
    }
    return sum;
  }

  private static double weight(int distance) {
    return Math.exp(-distance * distance / (2 * SIGMA * SIGMA))
        / (Math.sqrt(2 * Math.PI) * SIGMA);
  }

  @Override
  public Func func() {
    return unsharp("Y", input("X", F32, lit(3), H.plus(2 * REACH), W.plus(2 * REACH)), H, W);
  }
}

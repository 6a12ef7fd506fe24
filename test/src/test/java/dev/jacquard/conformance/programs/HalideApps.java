package dev.jacquard.conformance.programs;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I16;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.U16;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.conformance.programs.ConformanceProgram.Values;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import java.util.List;
import java.util.function.Supplier;

/** Halide's applications on small images. */
final class HalideApps {

  private static final Var X = var("x");
  private static final Var Y = var("y");
  private static final Var Z = var("z");
  private static final Var C = var("c");
  private static final RVar R = rvar("r");
  private static final RVar S = rvar("s");

  private HalideApps() {}

  static List<ConformanceProgram> programs() {
    return List.of(harris(), iirBlur(), maxFilter(), hist(), stencilChain(), nonLocalMeans(),
        bilateralGrid(), depthwise(), convLayer(), localLaplacian(), demosaic(), fft(),
        lensBlur());
  }

  private static ConformanceProgram program(String name, Supplier<Func> output) {
    return ConformanceProgram.of(name, "Halide apps/" + name, output);
  }

  private static Expr sobel(Func g, boolean vertical) {
    Expr sum = lit(0.0);
    for (int k = 0; k < 6; k++) {
      int side = k / 3 * 2;
      Expr value = vertical ? g.at(X.plus(k % 3), Y.plus(side)) : g.at(X.plus(side), Y.plus(k % 3));
      sum = sum.plus(value.times((side - 1) * (k % 3 == 1 ? 2 : 1) / 12.0));
    }
    return sum;
  }

  private static Func box(String name, Expr of, int width, int height) {
    Func f = func(name + "_each", X, Y).is(of);
    RVar p = rvar("p", 3), q = rvar("q", 3);
    return func(name, X, Y).is(sum(p, q, f.at(X.plus(p), Y.plus(q))));
  }

  private static ConformanceProgram harris() {
    return program("harris", () -> {
      Input a = input("A", F32, lit(30), lit(22), lit(3));
      Func gray = func("gray", X, Y).is(a.at(X, Y, lit(0)).times(0.299)
          .plus(a.at(X, Y, lit(1)).times(0.587)).plus(a.at(X, Y, lit(2)).times(0.114)));
      Func iy = func("Iy", X, Y).is(sobel(gray, true));
      Func ix = func("Ix", X, Y).is(sobel(gray, false));
      Expr dx = ix.at(X, Y), dy = iy.at(X, Y);
      Expr sxx = box("Sxx", dx.times(dx), 26, 18).at(X, Y);
      Expr syy = box("Syy", dy.times(dy), 26, 18).at(X, Y);
      Expr sxy = box("Sxy", dx.times(dy), 26, 18).at(X, Y), trace = sxx.plus(syy);
      return func("O", X, Y).is(sxx.times(syy).minus(sxy.times(sxy))
          .minus(trace.times(trace).times(0.04)));
    });
  }

  /** Down the columns and up, turned, and again. */
  private static ConformanceProgram iirBlur() {
    return program("iir_blur", () -> turned("second", turned("first",
        input("A", F32, lit(19), lit(17), lit(3)), 19, 17), 17, 19))
        .expecting("second", (in, at) -> {
          double[][] image = new double[19][17];
          for (int i = 0; i < 19 * 17; i++) {
            image[i / 17][i % 17] = in.at("A", i / 17, i % 17, at[2]);
          }
          return turned(turned(image))[at[0]][at[1]];
        });
  }

  private static Func turned(String name, Source a, int width, int height) {
    RVar r = rvar("r", lit(1), lit(height - 1)), s = rvar("s", lit(1), lit(height - 1));
    Expr up = lit(height - 1).minus(s);
    Func blur = func(name + "_blur", X, Y, C).is(a.at(X, Y, C))
        .update(X, r, C).is(f -> f.at(X, r.minus(1), C).times(0.75).plus(a.at(X, r, C).times(0.25)))
        .update(X, up, C).is(f -> f.at(X, up.plus(1), C).times(0.75)
            .plus(f.at(X, up, C).times(0.25)));
    return func(name, X, Y, C).is(blur.at(Y, X, C));
  }

  private static double[][] turned(double[][] a) {
    double[][] out = new double[a[0].length][a.length];
    for (int x = 0; x < a.length; x++) {
      double[] column = a[x].clone();
      for (int y = 1; y < column.length; y++) {
        column[y] = column[y - 1] * 0.75 + column[y] * 0.25;
      }
      for (int y = column.length - 2; y >= 0; y--) {
        column[y] = column[y + 1] * 0.75 + column[y] * 0.25;
      }
      for (int y = 0; y < column.length; y++) {
        out[y][x] = column[y];
      }
    }
    return out;
  }

  /** The largest within a disc: of maxima over 1, 2, 4, 8 rows each height takes two. */
  private static ConformanceProgram maxFilter() {
    return program("max_filter", () -> {
      Input a = input("A", F32, lit(24), lit(20));
      RVar t = rvar("t", lit(1), lit(3)), y = rvar("row", 30);
      Func heights = func("heights", Z, X, Y).is(a.edge(Edge.CLAMP).at(X, Y.minus(5)))
          .over(Z, 4).over(X, 24).over(Y, 30).update(t, X, y).over(t, y)
          .is(f -> f.at(t.minus(1), X, y).max(f.at(t.minus(1), X,
              y.plus(lit(1).shl(t.minus(1))).clamp(lit(0), lit(29)))));
      RVar dx = rvar("dx", lit(-4), lit(9));
      Expr high = sqrt(lit(18.0).minus(dx.times(dx).cast(F32))).cast(I64);
      Expr slice = floor(dev.jacquard.dsl.Dsl.log(high.times(2).plus(1).cast(F32).plus(0.01))
          .div(Math.log(2))).cast(I64).clamp(lit(0), lit(3));
      Expr column = X.plus(dx).clamp(lit(0), lit(23)), from = Y.plus(5).minus(high);
      Expr last = Y.plus(6).plus(high).minus(lit(1).shl(slice));
      return func("O", X, Y).is(max(dx, heights.at(slice, column, from.clamp(lit(0), lit(29)))
          .max(heights.at(slice, column, last.clamp(lit(0), lit(29)))))).over(X, 24).over(Y, 20);
    }).expecting("O", (in, at) -> {
      double most = Double.NEGATIVE_INFINITY;
      for (int dx = -4; dx <= 4; dx++) {
        int high = (int) Math.sqrt(18 - dx * dx);
        for (int dy = -high; dy <= high; dy++) {
          most = Math.max(most, in.clamped("A", at[0] + dx, at[1] + dy));
        }
      }
      return most;
    });
  }

  /** Luminance equalized by its histogram, which rows collect first. */
  private static ConformanceProgram hist() {
    return program("hist", () -> {
      Input a = input("A", U8, lit(30), lit(20), lit(3));
      Func luma = func("luma", X, Y).is(a.at(X, Y, lit(0)).cast(I32).times(77)
          .plus(a.at(X, Y, lit(1)).cast(I32).times(150)).plus(a.at(X, Y, lit(2)).cast(I32)
              .times(29)).div(256));
      Func rows = func("rows", Z, Y).is(lit(I32, 0)).over(Z, 256).over(Y, 20)
          .update(luma.at(R, Y).cast(I64).clamp(lit(0), lit(255)), Y).plus(1);
      RVar bin = rvar("bin", lit(1), lit(255));
      Func cdf = func("cdf", Z).is(sum(S, rows.at(Z, S))).update(bin)
          .is(f -> f.at(bin.minus(1)).plus(f.at(bin)));
      return func("O", X, Y).is(cdf.at(luma.at(X, Y).cast(I64).clamp(lit(0), lit(255)))
          .times(255).div(600).clamp(lit(I32, 0), lit(I32, 255)).cast(U8));
    }).expecting("O", (in, at) -> {
      int below = 0;
      for (int i = 0; i < 600; i++) {
        below += luma(in, i / 20, i % 20) <= luma(in, at[0], at[1]) ? 1 : 0;
      }
      return below * 255 / 600;
    });
  }

  private static int luma(Values in, int x, int y) {
    return (int) (in.at("A", x, y, 0) * 77 + in.at("A", x, y, 1) * 150 + in.at("A", x, y, 2) * 29)
        / 256;
  }

  private static ConformanceProgram stencilChain() {
    return program("stencil_chain", () -> {
      Source f = input("A", U16, lit(34), lit(30));
      for (int i = 0; i < 4; i++) {
        Expr sum = lit(U16, 0);
        for (int k = 0; k < 25; k++) {
          sum = sum.plus(f.at(X.plus(k / 5), Y.plus(k % 5)).times((k / 5 + 1) * (k % 5 + 2)));
        }
        f = func("stage" + i, X, Y).is(sum);
      }
      return (Func) f;
    });
  }

  private static ConformanceProgram nonLocalMeans() {
    return program("nl_means", () -> {
      Input a = input("A", F32, lit(14), lit(12), lit(3));
      Var dx = var("dx"), dy = var("dy");
      RVar c = rvar("channel", 3), p = rvar("p", 3), q = rvar("q", 3);
      Expr difference = a.edge(Edge.CLAMP).at(X.minus(1), Y.minus(1), c).minus(
          a.edge(Edge.CLAMP).at(X.plus(dx).minus(3), Y.plus(dy).minus(3), c));
      Func d = func("d", X, Y, dx, dy).is(sum(c, difference.times(difference))).over(X, 16)
          .over(Y, 14).over(dx, 5).over(dy, 5);
      Func rows = func("blur_y", X, Y, dx, dy).is(sum(q, d.at(X, Y.plus(q), dx, dy)));
      Func weight = func("w", X, Y, dx, dy).is(exp(sum(p, rows.at(X.plus(p), Y, dx, dy))
          .times(-0.5)));
      RVar s = rvar("sx", 5), t = rvar("sy", 5);
      Func sums = func("sums", X, Y, C).is(sum(s, t, weight.at(X, Y, s, t).times(select(C.lt(3),
          a.edge(Edge.CLAMP).at(X.plus(s).minus(2), Y.plus(t).minus(2), C), lit(1.0))))).over(C, 4);
      return func("O", X, Y, C).is(sums.at(X, Y, C).div(sums.at(X, Y, lit(3)))).over(C, 3);
    });
  }

  private static Expr between(Expr low, Expr high, Expr part) {
    return low.plus(high.minus(low).times(part));
  }

  /** A histogram of intensities and weights in a coarse grid, blurred, then sampled. */
  private static ConformanceProgram bilateralGrid() {
    return program("bilateral_grid", () -> {
      Input a = input("A", U8, lit(32), lit(24));
      RVar p = rvar("p", 8), q = rvar("q", 8);
      Expr value = a.edge(Edge.CLAMP).at(X.times(8).plus(p).minus(4), Y.times(8).plus(q).minus(4));
      Func grid = func("grid", X, Y, Z, C).is(lit(0.0)).over(X, 6).over(Y, 5).over(Z, 12).over(C, 2)
          .update(X, Y, value.cast(I64).plus(12).div(25).plus(1).clamp(lit(0), lit(11)), C)
          .over(p, q).plus(select(C.eq(0), value.cast(F32).div(255.0), lit(1.0)));
      Func blurZ = five("blurZ", grid.edge(Edge.constant(0)), 2);
      Func blurX = five("blurX", blurZ.edge(Edge.constant(0)), 0);
      Func blurY = five("blurY", blurX.edge(Edge.constant(0)), 1);
      Expr intensity = a.at(X, Y).cast(F32).div(25.0), z = intensity.cast(I64).clamp(lit(0),
          lit(10)), part = intensity.minus(z.cast(F32));
      Expr fx = X.rem(8).cast(F32).div(8.0), fy = Y.rem(8).cast(F32).div(8.0);
      Func sampled = func("sampled", X, Y, C).is(between(corner(blurY, z.plus(1), fx, fy),
          corner(blurY, z.plus(1).min(11), fx, fy), part)).over(X, 32).over(Y, 24).over(C, 2);
      return func("O", X, Y).is(sampled.at(X, Y, lit(0)).div(sampled.at(X, Y, lit(1))));
    });
  }

  private static Expr corner(Func grid, Expr z, Expr fx, Expr fy) {
    Expr x = X.div(8), y = Y.div(8);
    return between(between(grid.at(x, y, z, C), grid.at(x.plus(1), y, z, C), fx),
        between(grid.at(x, y.plus(1), z, C), grid.at(x.plus(1), y.plus(1), z, C), fx), fy);
  }

  private static Func five(String name, Source.Edged of, int axis) {
    Expr sum = lit(0.0);
    int[] weights = {1, 4, 6, 4, 1};
    for (int k = 0; k < 5; k++) {
      sum = sum.plus(of.at(axis == 0 ? X.plus(k - 2) : X, axis == 1 ? Y.plus(k - 2) : Y,
          axis == 2 ? Z.plus(k - 2) : Z, C).times(weights[k]));
    }
    return func(name, X, Y, Z, C).is(sum).over(X, 6).over(Y, 5).over(Z, 12).over(C, 2);
  }

  private static ConformanceProgram depthwise() {
    return program("depthwise_separable_conv", () -> {
      Input a = input("A", F32, lit(2), lit(9), lit(10), lit(5));
      Input deep = input("D", F32, lit(5), lit(3), lit(3)), point = input("P", F32, lit(7), lit(5));
      RVar p = rvar("p", 3), q = rvar("q", 3);
      Func first = func("first", Z, Y, X, C).is(sum(p, q, a.edge(Edge.constant(0)).at(Z,
          Y.plus(p).minus(1), X.plus(q).minus(1), C).times(deep.at(C, p, q)))).over(Y, 9)
          .over(X, 10);
      return func("O", Z, Y, X, C).is(sum(R, first.at(Z, Y, X, R).times(point.at(C, R))).max(0.0));
    }).expecting("O", (in, at) -> {
      double sum = 0;
      for (int k = 0; k < 45; k++) {
        int y = at[1] + k / 3 % 3 - 1;
        int x = at[2] + k % 3 - 1;
        sum += y < 0 || x < 0 || y > 8 || x > 9 ? 0 : in.at("A", at[0], y, x, k / 9)
            * in.at("D", k / 9, k / 3 % 3, k % 3) * in.at("P", at[3], k / 9);
      }
      return Math.max(sum, 0);
    });
  }

  private static ConformanceProgram convLayer() {
    return program("conv_layer", () -> {
      Input a = input("A", F32, lit(2), lit(8), lit(9), lit(6));
      Input w = input("W", F32, lit(3), lit(3), lit(6), lit(16)), bias = input("B", F32, lit(16));
      RVar p = rvar("p"), q = rvar("q");
      return func("O", Z, Y, X, C).is(sum(p, q, R, a.at(Z, Y.plus(p), X.plus(q), R)
          .times(w.at(p, q, R, C))).plus(bias.at(C)).max(0.0));
    }).expecting("O", (in, at) -> {
      double sum = in.at("B", at[3]);
      for (int k = 0; k < 54; k++) {
        sum += in.at("A", at[0], at[1] + k / 18, at[2] + k / 6 % 3, k % 6)
            * in.at("W", k / 18, k / 6 % 3, k % 6, at[3]);
      }
      return Math.max(sum, 0);
    });
  }

  private static Func half(String name, Source f, Expr... rest) {
    Expr sum = lit(0.0);
    double[] weights = {0.125, 0.375, 0.375, 0.125};
    for (int k = 0; k < 16; k++) {
      Expr x = X.times(2).plus(k / 4 - 1), y = Y.times(2).plus(k % 4 - 1);
      Expr value = rest.length == 0 ? f.edge(Edge.CLAMP).at(x, y)
          : f.edge(Edge.CLAMP).at(x, y, rest[0]);
      sum = sum.plus(value.times(weights[k / 4] * weights[k % 4]));
    }
    return rest.length == 0 ? func(name, X, Y).is(sum).over(X, 8).over(Y, 6)
        : func(name, X, Y, Z).is(sum).over(X, 8).over(Y, 6).over(Z, 5);
  }

  private static Expr twice(Func f, Expr... rest) {
    Expr x = X.plus(1).div(2), y = Y.plus(1).div(2);
    Expr[] low = {x.minus(1), y.minus(1)}, high = {x, y};
    Expr sum = lit(0.0);
    for (int k = 0; k < 4; k++) {
      Expr at = k / 2 == 0 ? low[0] : high[0], row = k % 2 == 0 ? low[1] : high[1];
      sum = sum.plus((rest.length == 0 ? f.edge(Edge.CLAMP).at(at, row)
          : f.edge(Edge.CLAMP).at(at, row, rest[0])).times(0.25));
    }
    return sum;
  }

  /** Two levels of its pyramids, five of intensity. */
  private static ConformanceProgram localLaplacian() {
    return program("local_laplacian", () -> {
      Input gray = input("gray", F32, lit(16), lit(12));
      Expr value = abs(gray.at(X, Y)).min(1.0), fx = value.times(4.0).minus(Z.cast(F32));
      Expr level = Z.cast(F32).times(0.25);
      Func fine = func("fine", X, Y, Z).is(value.minus(level).plus(level)
          .plus(fx.times(exp(fx.times(fx).times(-0.5))).times(0.25))).over(Z, 5);
      Func coarse = half("coarse", fine, Z);
      Func band = func("band", X, Y, Z).is(fine.at(X, Y, Z).minus(twice(coarse, Z)));
      Func in = func("in", X, Y).is(value);
      Func inCoarse = half("inCoarse", in);
      Func outCoarse = func("outCoarse", X, Y).is(chosen(coarse, inCoarse.at(X, Y)));
      return func("O", X, Y).is(twice(outCoarse).plus(chosen(band, in.at(X, Y)))).over(X, 16)
          .over(Y, 12);
    });
  }

  private static Expr chosen(Func levels, Expr intensity) {
    Expr level = intensity.times(4.0), low = level.cast(I64).clamp(lit(0), lit(3));
    return between(levels.at(X, Y, low), levels.at(X, Y, low.plus(1)), level.minus(low.cast(F32)));
  }

  private static Expr average(Expr a, Expr b) {
    return a.cast(I32).plus(b.cast(I32)).plus(1).div(2).cast(I16);
  }

  private static Expr distance(Expr a, Expr b) {
    return abs(a.cast(I32).minus(b.cast(I32)));
  }

  /** Green at the red and at the blue sites, along whichever direction changes less. */
  private static ConformanceProgram demosaic() {
    return ConformanceProgram.ofAll("camera_pipe_demosaic", "Halide apps/camera_pipe", () -> {
      Input red = input("green_of_red", I16, lit(20), lit(18));
      Input blue = input("green_of_blue", I16, lit(20), lit(18));
      Expr r = red.at(X, Y), b = blue.at(X, Y), above = blue.edge(Edge.CLAMP).at(X, Y.minus(1));
      Expr right = red.edge(Edge.CLAMP).at(X.plus(1), Y);
      Expr below = red.edge(Edge.CLAMP).at(X, Y.plus(1));
      Expr left = blue.edge(Edge.CLAMP).at(X.minus(1), Y);
      return new Func[] {func("g_r", X, Y).is(select(distance(right, r).lt(distance(above, b)),
          average(right, r), average(above, b))), func("g_b", X, Y).is(select(distance(left, b)
              .lt(distance(below, r)), average(left, b), average(below, r)))};
    }).expecting("g_r", (in, at) -> {
      double r = in.at("green_of_red", at[0], at[1]);
      double b = in.at("green_of_blue", at[0], at[1]);
      double right = in.clamped("green_of_red", at[0] + 1, at[1]);
      double above = in.clamped("green_of_blue", at[0], at[1] - 1);
      return Math.floor(Math.abs(right - r) < Math.abs(above - b) ? (right + r + 1) / 2
          : (above + b + 1) / 2);
    });
  }

  /** Sixteen points in four stages of radix two, each a Func of pairs. */
  private static ConformanceProgram fft() {
    return program("fft", () -> {
      Input a = input("A", F32, lit(3), lit(16), lit(2));
      Expr reversed = X.rem(2).times(8).plus(X.div(2).rem(2).times(4)).plus(X.div(4).rem(2)
          .times(2)).plus(X.div(8));
      Func f = func("s0", Y, X).is(tuple(a.at(Y, reversed, lit(0)), a.at(Y, reversed, lit(1))))
          .over(X, 16);
      for (int half = 1; half < 16; half *= 2) {
        Expr low = X.div(2L * half).times(2L * half).plus(X.rem(half)).clamp(lit(0), lit(15));
        Expr high = low.plus(half).clamp(lit(0), lit(15));
        Expr angle = X.rem(2L * half).cast(F32).times(-Math.PI / half);
        Expr re = f.value(0).at(Y, high), im = f.value(1).at(Y, high);
        f = func("s" + 2 * half, Y, X).is(tuple(
            f.value(0).at(Y, low).plus(re.times(cos(angle))).minus(im.times(sin(angle))),
            f.value(1).at(Y, low).plus(re.times(sin(angle))).plus(im.times(cos(angle)))))
            .over(X, 16);
      }
      return f;
    }).expecting("s16.v0", (in, at) -> {
      double sum = 0;
      for (int k = 0; k < 16; k++) {
        double angle = -2 * Math.PI * k * at[1] / 16;
        sum += in.at("A", at[0], k, 0) * Math.cos(angle) - in.at("A", at[0], k, 1)
            * Math.sin(angle);
      }
      return sum;
    });
  }

  /** The depth at which two views differ least, and a blur whose radius hangs on it. */
  private static ConformanceProgram lensBlur() {
    return program("lens_blur", () -> {
      Input left = input("left", U8, lit(20), lit(14), lit(3));
      Input right = input("right", U8, lit(20), lit(14), lit(3));
      RVar c = rvar("channel", 3), z = rvar("slice", 6);
      Expr difference = left.at(X, Y, c).cast(I32).minus(right.edge(Edge.CLAMP).at(
          X.plus(Z.times(2)), Y, c).cast(I32));
      Func cost = func("cost", X, Y, Z).is(sum(c, difference.times(difference))).over(Z, 6);
      Func depth = func("depth", X, Y).is(argmin(z, cost.at(X, Y, z)));
      Func radius = func("radius", X, Y).is(abs(depth.at(X, Y).minus(3)));
      RVar p = rvar("p", lit(-3), lit(7)), q = rvar("q", lit(-3), lit(7));
      Expr here = radius.edge(Edge.CLAMP).at(X.plus(p), Y.plus(q));
      Expr reached = p.times(p).plus(q.times(q)).le(here.times(here));
      Func total = func("total", X, Y, C).is(sum(p, q, select(C.lt(3), left.edge(Edge.CLAMP).at(
          X.plus(p), Y.plus(q), C.min(2)).cast(I32), lit(I32, 1))).where(reached)).over(X, 20)
          .over(Y, 14).over(C, 4);
      return func("O", X, Y, C).is(total.at(X, Y, C).div(total.at(X, Y, lit(3)).max(1)).cast(U8))
          .over(C, 3);
    });
  }
}

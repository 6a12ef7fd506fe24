package dev.jacquard.conformance.programs;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I16;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.U16;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Philox;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Halide's applications of many stages. */
final class HalidePipelines {

  private static final Var X = var("x");
  private static final Var Y = var("y");
  private static final Var Z = var("z");
  private static final Var C = var("c");
  private static final Var I = var("i");
  private static final Var J = var("j");

  private HalidePipelines() {}

  static List<ConformanceProgram> programs() {
    return List.of(wavelet(), interpolate(), cameraPipe(), guidedUpsampling(), lensBlur());
  }

  private static ConformanceProgram program(String name, Supplier<Func> output) {
    return ConformanceProgram.of(name, "Halide apps/" + name, output);
  }

  /** Between 0 and 1, without the ends. */
  private static Tensor shares(long... shape) {
    Tensor tensor = Tensor.random(F32, 7, shape);
    for (long i = 0; i < tensor.size(); i++) {
      tensor.setDoubleAt(i, 0.5 + 0.45 * tensor.getDoubleAt(i));
    }
    return tensor;
  }

  private static Range from(int first, int last) {
    return new Range(lit(first), lit(last - first + 1));
  }

  private static Expr between(Expr low, Expr high, Expr part) {
    return low.plus(high.minus(low).times(part));
  }

  private static final double[] DAUBECHIES = {0.4829629131445341, 0.83651630373780772,
      0.22414386804201339, -0.12940952255126034};

  private static Expr weighed(Expr[] values, int... signedOrder) {
    Expr sum = null;
    for (int k = 0; k < 4; k++) {
      int d = Math.abs(signedOrder[k]) - 1;
      Expr term = values[k].times(DAUBECHIES[d] * Math.signum(signedOrder[k]));
      sum = sum == null ? term : sum.plus(term);
    }
    return sum;
  }

  /** Haar's and Daubechies' wavelets along rows, and back. */
  private static ConformanceProgram wavelet() {
    return ConformanceProgram.ofAll("wavelet", "Halide apps/wavelet", () -> {
      Input a = input("A", F32, lit(32), lit(14));
      Expr even = a.at(X.times(2), Y), odd = a.at(X.times(2).plus(1), Y);
      Func haar = func("haar", X, Y, C).is(select(C.eq(0), even.plus(odd), even.minus(odd))
          .div(2.0)).over(C, 2);
      Expr low = haar.at(X.div(2), Y, lit(0)), high = haar.at(X.div(2), Y, lit(1));
      Source.Edged in = a.edge(Edge.CLAMP);
      Expr[] four = {in.at(X.times(2).minus(1), Y), in.at(X.times(2), Y),
          in.at(X.times(2).plus(1), Y), in.at(X.times(2).plus(2), Y)};
      Func bands = func("bands", X, Y, C).is(select(C.eq(0), weighed(four, 1, 2, 3, 4),
          weighed(four, 4, -3, 2, -1))).over(X, 16).over(Y, 14).over(C, 2);
      Expr next = X.div(2).plus(1);
      Expr[] pairs = {bands.at(X.div(2), Y, lit(0)), bands.at(X.div(2), Y, lit(1)),
          bands.at(next, Y, lit(0)), bands.at(next, Y, lit(1))};
      return new Func[] {func("unhaar", X, Y).is(select(X.rem(2).eq(0), low.plus(high),
          low.minus(high))).over(X, 32), bands, func("unbands", X, Y).is(select(X.rem(2).eq(0),
              weighed(pairs, 3, 2, 1, 4), weighed(pairs, 4, -1, 2, -3))).over(X, 30)};
    }).expecting("unhaar", (in, at) -> in.at("A", at[0], at[1]))
        .expecting("unbands", (in, at) -> in.at("A", at[0] + 1, at[1]));
  }

  private static Expr tent(BiFunction<Expr, Expr, Expr> f, boolean across) {
    Expr x = X.times(2), y = Y.times(2);
    return across ? f.apply(x.minus(1), Y).plus(f.apply(x, Y).times(2.0)).plus(
        f.apply(x.plus(1), Y)).times(0.25) : f.apply(X, y.minus(1)).plus(f.apply(X, y).times(2.0))
            .plus(f.apply(X, y.plus(1))).times(0.25);
  }

  /** Gaps filled in from coarser levels of a pyramid, by an alpha channel. */
  private static ConformanceProgram interpolate() {
    return program("interpolate", () -> {
      Input a = input("A", F32, lit(24), lit(16), lit(4));
      int[][] last = {{23, 15}, {12, 8}, {6, 4}, {3, 2}};
      int[] first = {-7, -3, -1, 0};
      Func[] down = new Func[4];
      Source.Edged in = a.edge(Edge.CLAMP);
      for (int l = 0; l < 4; l++) {
        int more = (1 << 3 - l) - 1;
        Range x = from(first[l], (last[3][0] << 3 - l) + more);
        Range y = from(first[l], (last[3][1] << 3 - l) + more);
        if (l == 0) {
          down[0] = func("down0", X, Y, C).is(select(C.lt(3), in.at(X, Y, C).times(
              in.at(X, Y, lit(3))), in.at(X, Y, lit(3)))).over(X, x).over(Y, y).over(C, 4);
        } else {
          Func finer = down[l - 1];
          Func across = func("across" + l, X, Y, C).is(tent((p, q) -> finer.at(p, q, C), true))
              .over(X, x);
          down[l] = func("down" + l, X, Y, C).is(tent((p, q) -> across.at(p, q, C), false))
              .over(Y, y);
        }
      }
      Func filled = down[3];
      for (int l = 2; l >= 0; l--) {
        Func coarse = filled;
        Func wide = func("wide" + l, X, Y, C).is(coarse.at(X.div(2), Y, C).plus(coarse.at(
            X.plus(1).div(2), Y, C)).div(2.0)).over(X, last[l][0] + 1);
        Expr up = wide.at(X, Y.div(2), C).plus(wide.at(X, Y.plus(1).div(2), C)).div(2.0);
        filled = func("filled" + l, X, Y, C).is(down[l].at(X, Y, C).plus(lit(1.0).minus(
            down[l].at(X, Y, lit(3))).times(up))).over(X, last[l][0] + 1).over(Y, last[l][1] + 1);
      }
      return func("O", X, Y, C).is(filled.at(X, Y, C).div(filled.at(X, Y, lit(3)))).over(C, 3);
    }).given("A", shares(24, 16, 4));
  }

  private static Expr average(Expr a, Expr b) {
    return a.cast(I32).plus(b.cast(I32)).plus(1).div(2).cast(I16);
  }

  /** What a site of one colour lacks: the mean of its neighbours, corrected as green would be. */
  private static Expr corrected(Expr green, Expr greenA, Expr greenB, Expr a, Expr b) {
    return green.minus(average(greenA, greenB)).plus(average(a, b));
  }

  /** Along whichever of two directions changes less. */
  private static Expr smoother(Expr a, Expr b, Expr alongA, Expr c, Expr d, Expr alongC) {
    return select(absoluteDifference(a, b).lt(absoluteDifference(c, d)), alongA, alongC);
  }

  private static Expr greener(Expr a, Expr b, Expr c, Expr d) {
    return smoother(a, b, average(a, b), c, d, average(c, d));
  }

  private static Func mosaic(String name, Func evenEven, Func oddEven, Func evenOdd, Func oddOdd) {
    Expr x = X.div(2), y = Y.div(2), even = X.rem(2).eq(0);
    return func(name, X, Y).is(select(Y.rem(2).eq(0), select(even, evenEven.at(x, y),
        oddEven.at(x, y)), select(even, evenOdd.at(x, y), oddOdd.at(x, y))))
        .over(X, 24).over(Y, 16);
  }

  private static Func site(String name, Func raw, int right, int down) {
    return func(name, X, Y).is(raw.at(X.times(2).plus(right), Y.times(2).plus(down)))
        .over(X, from(-2, 13)).over(Y, from(-2, 9));
  }

  private static Func[] demosaiced(Func raw) {
    Func gr = site("g_gr", raw, 0, 0), r = site("r_r", raw, 1, 0), b = site("b_b", raw, 0, 1);
    Func gb = site("g_gb", raw, 1, 1);
    Expr west = X.minus(1), east = X.plus(1), north = Y.minus(1), south = Y.plus(1);
    Func greenR = func("g_r", X, Y).is(greener(gr.at(east, Y), gr.at(X, Y), gb.at(X, north),
        gb.at(X, Y))).over(X, from(-1, 12)).over(Y, from(-1, 8));
    Func greenB = func("g_b", X, Y).is(greener(gb.at(west, Y), gb.at(X, Y), gr.at(X, south),
        gr.at(X, Y))).over(X, from(-1, 12)).over(Y, from(-1, 8));
    Func redGr = func("r_gr", X, Y).is(corrected(gr.at(X, Y), greenR.at(X, Y), greenR.at(west, Y),
        r.at(west, Y), r.at(X, Y))).over(X, 12).over(Y, 8);
    Func blueGr = func("b_gr", X, Y).is(corrected(gr.at(X, Y), greenB.at(X, Y),
        greenB.at(X, north), b.at(X, Y), b.at(X, north))).over(X, 12).over(Y, 8);
    Func redGb = func("r_gb", X, Y).is(corrected(gb.at(X, Y), greenR.at(X, Y), greenR.at(X, south),
        r.at(X, Y), r.at(X, south))).over(X, 12).over(Y, 8);
    Func blueGb = func("b_gb", X, Y).is(corrected(gb.at(X, Y), greenB.at(X, Y), greenB.at(east, Y),
        b.at(X, Y), b.at(east, Y))).over(X, 12).over(Y, 8);
    Func redB = func("r_b", X, Y).is(smoother(r.at(X, Y), r.at(west, south), corrected(
        greenB.at(X, Y), greenR.at(X, Y), greenR.at(west, south), r.at(X, Y), r.at(west, south)),
        r.at(west, Y), r.at(X, south), corrected(greenB.at(X, Y), greenR.at(west, Y),
            greenR.at(X, south), r.at(west, Y), r.at(X, south)))).over(X, 12).over(Y, 8);
    Func blueR = func("b_r", X, Y).is(smoother(b.at(X, Y), b.at(east, north), corrected(
        greenR.at(X, Y), greenB.at(X, Y), greenB.at(east, north), b.at(X, Y), b.at(east, north)),
        b.at(east, Y), b.at(X, north), corrected(greenR.at(X, Y), greenB.at(east, Y),
            greenB.at(X, north), b.at(east, Y), b.at(X, north)))).over(X, 12).over(Y, 8);
    return new Func[] {mosaic("red", redGr, r, redB, redGb), mosaic("green", gr, greenR, greenB,
        gb), mosaic("blue", blueGr, blueR, b, blueGb)};
  }

  /** From linear values of the sensor to 8 bits: contrast 50, gamma 2, black 25, white 1023. */
  private static Func curve() {
    double b = 2 - Math.pow(2, 0.5);
    double a = 2 - 2 * b;
    Expr g = sqrt(X.minus(25).cast(F32).times(1.0 / 998).max(0.0).min(1.0));
    Expr rest = lit(1.0).minus(g);
    Expr z = select(g.gt(0.5), lit(1.0).minus(rest.times(rest).times(a).plus(rest.times(b))),
        g.times(g).times(a).plus(g.times(b)));
    return func("curve", X).is(select(X.le(25), lit(U8, 0), z.times(255.0).plus(0.5).max(0.0)
        .min(255.0).cast(U8))).over(X, 1024);
  }

  /** Hot pixels, all of demosaicing, colours by a mixed matrix, and a tone curve. */
  private static ConformanceProgram cameraPipe() {
    return program("camera_pipe", () -> {
      Input raw = input("raw", U16, lit(56), lit(40));
      Input warm = input("warm", F32, lit(4), lit(3)), cold = input("cold", F32, lit(4), lit(3));
      Func shifted = func("shifted", X, Y).is(raw.at(X.plus(16), Y.plus(12)).cast(I16));
      Expr most = shifted.at(X.minus(2), Y).max(shifted.at(X.plus(2), Y)).max(shifted.at(X,
          Y.minus(2)).max(shifted.at(X, Y.plus(2))));
      Func denoised = func("denoised", X, Y).is(shifted.at(X, Y).max(0).min(most));
      Func[] colours = demosaiced(denoised);
      double alpha = (1 / 3700.0 - 1 / 3200.0) / (1 / 7000.0 - 1 / 3200.0);
      Func matrix = func("matrix", X, Y).is(warm.at(X, Y).times(alpha).plus(cold.at(X, Y).times(
          1 - alpha)).times(256.0).cast(I16));
      Expr sum = matrix.at(lit(3), C).cast(I32);
      for (int k = 0; k < 3; k++) {
        sum = sum.plus(matrix.at(lit(k), C).cast(I32).times(colours[k].at(X, Y).cast(I32)));
      }
      Func corrected = func("corrected", X, Y, C).is(sum.div(256).cast(I16)).over(C, 3);
      return func("O", X, Y, C).is(curve().at(corrected.at(X, Y, C).cast(I64).clamp(lit(0),
          lit(1023))));
    }).given("warm", shares(4, 3)).given("cold", shares(4, 3));
  }

  private static Func seven(String name, Source.Edged of, int axis) {
    double[] weights = {1.0 / 64, 1.0 / 27, 1.0 / 8, 1, 1.0 / 8, 1.0 / 27, 1.0 / 64};
    Expr sum = lit(0.0);
    for (int k = 0; k < 7; k++) {
      sum = sum.plus(of.at(axis == 0 ? X.plus(k - 3) : X, axis == 1 ? Y.plus(k - 3) : Y,
          axis == 2 ? Z.plus(k - 3) : Z, I, J).times(weights[k]));
    }
    return func(name, X, Y, Z, I, J).is(sum);
  }

  private static Expr gray(Source.Edged a, Expr x, Expr y) {
    return a.at(x, y, lit(0)).times(0.25).plus(a.at(x, y, lit(1)).times(0.5)).plus(a.at(x, y,
        lit(2)).times(0.25)).max(0.0).min(1.0);
  }

  /** The 4 by 7 equations of a cell, solved by elimination: row i, column j. */
  private static Func lines(Func blurred) {
    Func m = func("m0", X, Y, Z, I, J).is(blurred.at(X, Y, Z, I, J).plus(select(J.eq(I).or(J.eq(
        I.plus(4))), lit(0.1), lit(0.0))));
    for (int k = 0; k < 4; k++) {
      Expr at = lit(k);
      m = func("m" + (k + 1), X, Y, Z, I, J).is(select(I.eq(k), m.at(X, Y, Z, at, J),
          m.at(X, Y, Z, I, J).minus(m.at(X, Y, Z, I, at).div(m.at(X, Y, Z, at, at))
              .times(m.at(X, Y, Z, at, J))))).over(I, 4).over(J, 7);
    }
    Expr row = C.rem(4);
    return func("line", X, Y, Z, C).is(m.at(X, Y, Z, row, C.div(4).plus(4))
        .div(m.at(X, Y, Z, row, row))).over(C, 12);
  }

  /** Affine maps of colours fitted to a small image in a bilateral grid, applied to a large one. */
  private static ConformanceProgram guidedUpsampling() {
    return program("bgu", () -> {
      Source.Edged low = input("low", F32, lit(16), lit(12), lit(3)).edge(Edge.CLAMP);
      Source.Edged wanted = input("wanted", F32, lit(16), lit(12), lit(3)).edge(Edge.CLAMP);
      Input high = input("high", F32, lit(32), lit(24), lit(3));
      RVar p = rvar("p", 4), q = rvar("q", 4);
      Range wide = from(-14, 29), tall = from(-14, 25);
      Func bin = func("bin", X, Y).is(round(gray(low, X, Y).times(4.0)).cast(I64))
          .over(X, wide).over(Y, tall);
      Func terms = func("terms", X, Y, J).is(select(J.lt(3), low.at(X, Y, J), select(J.eq(3),
          lit(1.0), wanted.at(X, Y, J.minus(4))))).over(X, wide).over(Y, tall).over(J, 7);
      Expr x = X.times(4).plus(p).minus(2), y = Y.times(4).plus(q).minus(2);
      Func grid = func("grid", X, Y, Z, I, J).is(lit(0.0)).over(X, from(-3, 7)).over(Y, from(-3, 6))
          .over(Z, 5).over(I, 4).over(J, 7).update(X, Y, bin.at(x, y).clamp(lit(0), lit(4)), I, J)
          .over(p, q).plus(terms.at(x, y, I).times(terms.at(x, y, J)));
      Func deep = seven("blurZ", grid.edge(Edge.constant(0)), 2).over(X, from(-3, 7))
          .over(Y, from(-3, 6)).over(Z, 6).over(I, 4).over(J, 7);
      Func blur = seven("blurX", seven("blurY", deep.edge(Edge.NONE), 1).edge(Edge.NONE), 0);
      Func line = lines(blur);
      Expr fy = Y.rem(8).cast(F32).div(8.0), fx = X.rem(8).cast(F32).div(8.0);
      Func rows = func("rows", X, Y, Z, C).is(between(line.at(X, Y.div(8), Z, C),
          line.at(X, Y.div(8).plus(1), Z, C), fy)).over(Y, 24);
      Func columns = func("columns", X, Y, Z, C).is(between(rows.at(X.div(8), Y, Z, C),
          rows.at(X.div(8).plus(1), Y, Z, C), fx)).over(X, 32);
      Expr intensity = gray(high.edge(Edge.CLAMP), X, Y).times(4.0);
      Expr z = intensity.cast(I64).clamp(lit(0), lit(4)), part = intensity.minus(z.cast(F32));
      Func sampled = func("sampled", X, Y, C).is(between(columns.at(X, Y, z, C),
          columns.at(X, Y, z.plus(1), C), part)).over(X, 32).over(Y, 24);
      Expr sum = sampled.at(X, Y, C.times(4).plus(3));
      for (int k = 0; k < 3; k++) {
        sum = sum.plus(sampled.at(X, Y, C.times(4).plus(k)).times(high.at(X, Y, lit(k))));
      }
      return func("O", X, Y, C).is(sum.max(0.0).min(1.0)).over(C, 3);
    }).given("low", shares(16, 12, 3)).given("wanted", shares(16, 12, 3))
        .given("high", shares(32, 24, 3));
  }

  private static Func halved(String name, Source.Edged f, int width, int height) {
    double[] weights = {0.125, 0.375, 0.375, 0.125};
    Expr sum = lit(0.0);
    for (int k = 0; k < 16; k++) {
      sum = sum.plus(f.at(X.times(2).plus(k / 4 - 1), Y.times(2).plus(k % 4 - 1), Z, C)
          .times(weights[k / 4] * weights[k % 4]));
    }
    return func(name, X, Y, Z, C).is(sum).over(X, width).over(Y, height).over(Z, 8).over(C, 2);
  }

  private static Expr doubled(Source.Edged f) {
    Expr x = X.div(2), y = Y.div(2);
    Expr xs = x.minus(1).plus(X.rem(2).times(2)), ys = y.minus(1).plus(Y.rem(2).times(2));
    return f.at(x, y, Z, C).times(0.5625).plus(f.at(xs, y, Z, C).plus(f.at(x, ys, Z, C))
        .times(0.1875)).plus(f.at(xs, ys, Z, C).times(0.0625));
  }

  /** The depth at each point: costs weighed by how sure they are, and filled in by a pyramid. */
  private static Func depth(Input left, Input right) {
    Source.Edged l = left.edge(Edge.CLAMP), r = right.edge(Edge.CLAMP);
    Expr difference = absoluteDifference(l.at(X, Y, C), r.at(X.plus(Z.times(2)), Y, C)).min(
        absoluteDifference(l.at(X, Y, C), r.at(X.plus(Z.times(2)).plus(1), Y, C))).cast(F32);
    Func apart = func("apart", X, Y, Z, C).is(difference.times(difference)).over(X, from(-1, 24))
        .over(Y, from(-1, 16)).over(Z, 8).over(C, 3);
    RVar c = rvar("channel", 3), s = rvar("slice", 8);
    Func cost = func("cost", X, Y, Z).is(sum(c, apart.at(X, Y, Z, c)));
    Expr one = cost.at(X, Y, s);
    Func mean = func("mean", X, Y).is(sum(s, one).div(8.0));
    Func sure = func("sure", X, Y).is(sum(s, one.times(one)).div(8.0).minus(mean.at(X, Y).times(
        mean.at(X, Y))).plus(1.0));
    Func push = func("push0", X, Y, Z, C).is(select(C.eq(0), cost.at(X, Y, Z).times(sure.at(X, Y)),
        sure.at(X, Y))).over(C, 2);
    Func push1 = halved("push1", push.edge(Edge.NONE), 12, 8);
    Func push2 = halved("push2", push1.edge(Edge.CLAMP), 6, 4);
    Func pull1 = func("pull1", X, Y, Z, C).is(doubled(push2.edge(Edge.CLAMP)).plus(push1.edge(
        Edge.CLAMP).at(X, Y, Z, C)).times(0.5)).over(X, from(-1, 12)).over(Y, from(-1, 8))
        .over(Z, 8).over(C, 2);
    Func pull = func("pull0", X, Y, Z, C).is(doubled(pull1.edge(Edge.NONE)).plus(push.at(X, Y, Z,
        C)).times(0.5)).over(X, 24).over(Y, 16);
    return func("depth", X, Y).is(argmin(s, pull.at(X, Y, s, lit(0)).div(pull.at(X, Y, s,
        lit(1)))));
  }

  /** Depth, the widest blur around, and eight random samples a point of which some count. */
  private static ConformanceProgram lensBlur() {
    return ConformanceProgram.of("lens_blur_whole", "Halide apps/lens_blur", () -> {
      Input left = input("left", U8, lit(24), lit(16), lit(3));
      Func depth = depth(left, input("right", U8, lit(24), lit(16), lit(3)));
      Func radius = func("radius", X, Y).is(abs(depth.at(X, Y).minus(3)).cast(F32).times(0.5));
      RVar p = rvar("p", lit(-2), lit(5)), s = rvar("sample", 8);
      Func rows = func("worstY", X, Y).is(max(p, radius.edge(Edge.CLAMP).at(X, Y.plus(p))))
          .over(X, 24).over(Y, 16);
      Func worst = func("worst", X, Y).is(max(p, rows.edge(Edge.CLAMP).at(X.plus(p), Y)))
          .over(X, 24).over(Y, 16);
      Func places = func("places", X, Y, Z).is(tuple(place(1, worst), place(2, worst))).over(Z, 8);
      Expr u = places.value(0).at(X, Y, Z), v = places.value(1).at(X, Y, Z);
      Expr far = u.times(u).plus(v.times(v)).cast(F32);
      Expr own = radius.at(X, Y), other = radius.edge(Edge.CLAMP).at(X.plus(u), Y.plus(v));
      Expr before = depth.edge(Edge.CLAMP).at(X.plus(u), Y.plus(v)).lt(depth.at(X, Y));
      Func weight = func("weight", X, Y, Z).is(select(far.lt(own.times(own)).or(before).and(
          far.lt(other.times(other))), lit(1.0), lit(0.0)));
      Func image = func("image", X, Y, C).is(select(C.lt(3), left.at(X, Y, C.min(2)).cast(F32),
          lit(255.0))).over(X, 24).over(Y, 16).over(C, 4);
      Expr sampled = image.edge(Edge.CLAMP).at(X.plus(places.value(0).at(X, Y, s)),
          Y.plus(places.value(1).at(X, Y, s)), C);
      Func sums = func("sums", X, Y, C).is(image.at(X, Y, C)).update(X, Y, C).over(s)
          .plus(weight.at(X, Y, s).times(sampled));
      return func("O", X, Y, C).is(sums.at(X, Y, C).div(sums.at(X, Y, lit(3)))).over(C, 3);
    });
  }

  private static Expr place(int seed, Func worst) {
    return Philox.uniform(seed, X, Y, Z).minus(0.5).times(2.0).times(worst.at(X, Y)).cast(I64)
        .clamp(lit(-2), lit(2));
  }
}

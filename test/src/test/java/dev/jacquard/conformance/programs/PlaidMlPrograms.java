package dev.jacquard.conformance.programs;

import static dev.jacquard.dsl.DType.F16;
import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.I8;
import static dev.jacquard.dsl.DType.U32;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.conformance.programs.ConformanceProgram.Point;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.List;
import java.util.function.Supplier;

/** The tests of PlaidML's tile language. */
final class PlaidMlPrograms {

  private static final String ORIGIN = "PlaidML plaidml/edsl/tests/edsl_test.cc";
  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final Var K = var("k");
  private static final Var C = var("c");
  private static final RVar R = rvar("r");
  private static final RVar S = rvar("s");

  private PlaidMlPrograms() {}

  static List<ConformanceProgram> programs() {
    return List.of(cumSum(), repeatElements(), globalMin(), complexConv2d(), defractLong(),
        funkySum(), dotF16(), convI8(), gatherNd(), larsMomentum(), scatter(), scatterElements(),
        interpolatedGather(), argSort(), maxPooling(), random(), mnist(), cubicGather(),
        batchedGather());
  }

  private static ConformanceProgram program(String name, Supplier<Func> output) {
    return ConformanceProgram.of(name, ORIGIN, output);
  }

  /** A sum over a triangle, written as a constraint and no scan. */
  private static ConformanceProgram cumSum() {
    return program("CumSum", () -> {
      Input a = input("A", F32, lit(10));
      return func("O", I).is(sum(R, a.at(R)).where(I.minus(R).ge(0).and(I.minus(R).lt(10))))
          .over(I, 10);
    }).expecting("O", (in, at) -> {
      double sum = 0;
      for (int i = 0; i <= at[0]; i++) {
        sum += in.at("A", i);
      }
      return sum;
    });
  }

  /** Assigned where it goes to, as in the original. */
  private static ConformanceProgram repeatElements() {
    return program("RepeatElements", () -> {
      Input a = input("A", F32, lit(10), lit(10), lit(10));
      RVar k = rvar("copy", 3);
      return func("O", I, J, K).is(lit(0.0)).over(I, 10).over(J, 30).over(K, 10)
          .update(I, R.times(3).plus(k), K).over(R, k).is(a.at(I, R, K));
    }).expecting("O", (in, at) -> in.at("A", at[0], at[1] / 3, at[2]));
  }

  private static ConformanceProgram globalMin() {
    return program("GlobalMin", () -> {
      Input a = input("A", F32, lit(10), lit(10), lit(10));
      RVar t = rvar("t");
      return func("O").is(max(List.of(R, S, t), a.at(R, S, t).unaryMinus()).unaryMinus());
    }).expecting("O", (in, at) -> {
      double least = 1;
      for (int i = 0; i < 1000; i++) {
        least = Math.min(least, in.at("A", i / 100, i / 10 % 10, i % 10));
      }
      return least;
    });
  }

  /** Stride 2, dilation 3, grouped, "same" padding: only what lies inside contributes. */
  private static ConformanceProgram complexConv2d() {
    return program("ComplexConv2d", () -> {
      Input a = input("A", F32, lit(1), lit(23), lit(22), lit(3), lit(3));
      Input w = input("W", F32, lit(3), lit(3), lit(3), lit(3), lit(8));
      Var n = var("n"), y = var("y"), x = var("x"), g = var("g"), o = var("o");
      RVar ky = rvar("ky", 3), kx = rvar("kx", 3), ci = rvar("ci", 3);
      Expr row = y.times(2).plus(ky.times(3)).minus(3), column = x.times(2).plus(kx.times(3))
          .minus(2);
      return func("O", n, y, x, g, o).is(sum(ky, kx, ci, a.at(n, row, column, g, ci)
          .times(w.at(ky, kx, g, ci, o))).whereInside()).over(n, 1).over(y, 12).over(x, 11)
          .over(g, 3).over(o, 8);
    }).expecting("O", (in, at) -> {
      double sum = 0;
      for (int k = 0; k < 27; k++) {
        int y = 2 * at[1] + k / 9 * 3 - 3;
        int x = 2 * at[2] + k / 3 % 3 * 3 - 2;
        sum += y < 0 || x < 0 || y > 22 || x > 21 ? 0 : in.at("A", 0, y, x, at[3], k % 3)
            * in.at("W", k / 9, k / 3 % 3, at[3], k % 3, at[4]);
      }
      return sum;
    });
  }

  /** A transposed convolution by fractional indices. */
  private static ConformanceProgram defractLong() {
    return program("DefractLong", () -> {
      Input a = input("A", F32, lit(1), lit(3), lit(3), lit(1));
      Input w = input("W", F32, lit(1), lit(3), lit(3), lit(1));
      Var n = var("n"), y = var("y"), x = var("x");
      RVar ky = rvar("ky", 3), kx = rvar("kx", 3), ci = rvar("ci", 1);
      return func("O", n, y, x, C).is(sum(ky, kx, ci, a.at(n, y.plus(ky).minus(1).div(2),
          x.plus(kx).minus(1).div(2), ci).times(w.at(C, lit(2).minus(ky), lit(2).minus(kx), ci)))
          .whereInside()).over(n, 1).over(y, 5).over(x, 5).over(C, 1);
    }).expecting("O", (in, at) -> {
      double sum = 0;
      for (int k = 0; k < 9; k++) {
        int y = at[1] + k / 3 - 1;
        int x = at[2] + k % 3 - 1;
        sum += y < 0 || x < 0 || y > 5 || x > 5 || y % 2 != 0 || x % 2 != 0 ? 0
            : in.at("A", 0, y / 2, x / 2, 0) * in.at("W", 0, 2 - k / 3, 2 - k % 3, 0);
      }
      return sum;
    });
  }

  private static ConformanceProgram funkySum() {
    return program("FunkySum", () -> {
      Input a = input("A", F32, lit(3)), w = input("W", F32, lit(3));
      RVar j = rvar("r", 3);
      return func("O", I).is(sum(j, a.at(I.minus(j).plus(1).div(2)).times(w.at(j))).whereInside())
          .over(I, 5);
    }).given("A", Tensor.of(new float[] {1, 2, 3}, 3)).given("W", Tensor.of(new float[] {1, 2, 3},
        3)).expecting("O", (in, at) -> new double[] {2, 5, 4, 9, 6}[at[0]]);
  }

  private static ConformanceProgram dotF16() {
    return program("DotF16_AccF32", () -> {
      Input a = input("A", F16, lit(8), lit(16)), b = input("B", F16, lit(16), lit(32));
      return func("O", I, J).is(sum(R, a.at(I, R).times(b.at(R, J))).cast(F16));
    });
  }

  /** Bytes that are summed in bytes: it wraps. */
  private static ConformanceProgram convI8() {
    return program("ConvI8", () -> {
      Input a = input("A", I8, lit(1), lit(14), lit(13), lit(3));
      Input w = input("W", I8, lit(3), lit(3), lit(3), lit(8));
      Var n = var("n"), y = var("y"), x = var("x");
      RVar ky = rvar("ky", 3), kx = rvar("kx", 3), ci = rvar("ci", 3);
      return func("O", n, y, x, C).is(sum(List.of(ky, kx, ci), a.edge(Edge.constant(0)).at(n,
          y.plus(ky).minus(1), x.plus(kx).minus(1), ci).times(w.at(ky, kx, ci, C)), I8))
          .over(n, 1).over(y, 14).over(x, 13);
    }).expecting("O", (in, at) -> {
      int sum = 0;
      for (int k = 0; k < 27; k++) {
        int y = at[1] + k / 9 - 1;
        int x = at[2] + k / 3 % 3 - 1;
        sum += y < 0 || x < 0 || y > 13 || x > 12 ? 0 : (int) (in.at("A", 0, y, x, k % 3)
            * in.at("W", k / 9, k / 3 % 3, k % 3, at[3]));
      }
      return (byte) sum;
    });
  }

  private static ConformanceProgram gatherNd() {
    return program("GatherND", () -> {
      Input a = input("A", F32, lit(5), lit(4), lit(7)), b = input("B", I32, lit(6), lit(2));
      return func("O", I, J).is(a.at(b.at(I, lit(0)).cast(I64).clamp(lit(0), lit(4)),
          b.at(I, lit(1)).cast(I64).clamp(lit(0), lit(3)), J));
    }).expecting("O", (in, at) -> in.clamped("A", (long) in.at("B", at[0], 0),
        (long) in.at("B", at[0], 1), at[1]));
  }

  private static Func norm(String name, Input a) {
    RVar t = rvar("t"), u = rvar("u");
    Expr e = a.at(R, S, t, u);
    return func(name).is(sqrt(sum(R, S, t, u, e.times(e))));
  }

  private static ConformanceProgram larsMomentum() {
    Var l = var("l");
    return ConformanceProgram.ofAll("LarsMomentum4d", ORIGIN, () -> {
      Expr[] shape = {lit(4), lit(7), lit(3), lit(9)};
      Input x = input("X", F32, shape), grad = input("Grad", F32, shape);
      Input velocity = input("Velocity", F32, shape), rate = input("rate", F32);
      Expr size = norm("size", x).at(), steep = norm("steep", grad).at();
      Expr local = rate.at().times(1.0 / 1024).times(size).div(steep.plus(size.times(1.0 / 2048)));
      Func next = func("next", I, J, K, l).is(velocity.at(I, J, K, l).times(0.125).plus(
          local.times(grad.at(I, J, K, l).plus(x.at(I, J, K, l).times(1.0 / 2048)))));
      return new Func[] {next,
          func("moved", I, J, K, l).is(x.at(I, J, K, l).minus(next.at(I, J, K, l)))};
    }).expecting("next", (in, at) -> velocity(in, at)).expecting("moved", (in, at) ->
        in.at("X", at[0], at[1], at[2], at[3]) - velocity(in, at));
  }

  private static double velocity(ConformanceProgram.Values in, int[] at) {
    double size = 0;
    double steep = 0;
    for (int i = 0; i < 4 * 7 * 3 * 9; i++) {
      long[] p = {i / 189, i / 27 % 7, i / 9 % 3, i % 9};
      size += Math.pow(in.at("X", p), 2);
      steep += Math.pow(in.at("Grad", p), 2);
    }
    size = Math.sqrt(size);
    double local = in.at("rate") / 1024 * size / (Math.sqrt(steep) + size / 2048);
    long[] p = {at[0], at[1], at[2], at[3]};
    return in.at("Velocity", p) / 8 + local * (in.at("Grad", p) + in.at("X", p) / 2048);
  }

  /** Equal indices add up. */
  private static ConformanceProgram scatter() {
    return program("ScatterDup1D", () -> {
      Input data = input("data", F32, lit(8)), at = input("at", I32, lit(4));
      Input updates = input("updates", F32, lit(4));
      return func("O", I).is(data.at(I)).update(at.at(R).cast(I64).clamp(lit(0), lit(7)))
          .plus(updates.at(R));
    }).given("data", Tensor.zeros(F32, 8)).given("at", Tensor.of(new int[] {4, 3, 3, 7}, 4))
        .given("updates", Tensor.of(new float[] {9, 10, 11, 12}, 4))
        .expecting("O", (in, at) -> new double[] {0, 0, 0, 21, 9, 0, 0, 12}[at[0]]);
  }

  private static ConformanceProgram scatterElements() {
    return program("ScatterElt", () -> {
      RVar r = rvar("r", 2), s = rvar("s", 2);
      Input data = input("data", F32, lit(4), lit(4)), at = input("at", I32, lit(2), lit(2));
      Input updates = input("updates", F32, lit(2), lit(2));
      return func("O", I, J).is(data.at(I, J))
          .update(r, at.at(r, s).cast(I64).clamp(lit(0), lit(3))).is(updates.at(r, s));
    }).given("at", Tensor.of(new int[] {2, 0, 3, 1}, 2, 2)).given("updates",
        Tensor.of(new float[] {9, 9, 9, 9}, 2, 2)).expecting("O", (in, at) ->
            at[0] == 0 && at[1] % 2 == 0 || at[0] == 1 && at[1] % 2 == 1 ? 9
                : in.at("data", at[0], at[1]));
  }

  /** Between the two neighbours of a fractional index. */
  private static ConformanceProgram interpolatedGather() {
    float[] places = {-0.25f, 0.25f, 0.75f, 1.25f, 1.75f, 2.25f, 2.75f, 3.25f, 3.75f, 4.25f, 4.75f,
        5.25f};
    double[] expected = {0, 0.25, 0.75, 2.75, 6.25, 7.25, 5.75, 5, 5, 4.25, 2.75, 2};
    return program("InterpolatedGatherLinear", () -> {
      Input a = input("A", F32, lit(6)), b = input("B", F32, lit(12));
      Expr low = floor(b.at(I)), place = low.cast(I64), part = b.at(I).minus(low);
      return func("O", I).is(a.at(place.clamp(lit(0), lit(5))).times(lit(1.0).minus(part))
          .plus(a.at(place.plus(1).clamp(lit(0), lit(5))).times(part)));
    }).given("A", Tensor.of(new float[] {0, 1, 8, 5, 5, 2}, 6)).given("B", Tensor.of(places, 12))
        .expecting("O", (in, at) -> expected[at[0]]);
  }

  /** By counting for each how many come before it, then writing its index there. */
  private static ConformanceProgram argSort() {
    Point rank = (in, at) -> {
      for (int candidate = 0; candidate < 11; candidate++) {
        int before = 0;
        for (int j = 0; j < 11; j++) {
          double own = in.at("A", at[0], candidate);
          double other = in.at("A", at[0], j);
          before += other < own || other == own && j < candidate ? 1 : 0;
        }
        if (before == at[1]) {
          return candidate;
        }
      }
      return -1;
    };
    return program("ArgSort2dAxis1", () -> {
      Input a = input("A", F32, lit(5), lit(11));
      RVar other = rvar("other");
      Expr before = a.at(I, other).lt(a.at(I, J)).or(a.at(I, other).eq(a.at(I, J))
          .and(other.lt(J)));
      Func ranks = func("ranks", I, J).is(sum(other, select(before, lit(I64, 1), lit(I64, 0))));
      return func("O", I, J).is(lit(I32, -1)).over(I, 5).over(J, 11)
          .update(I, ranks.at(I, R).clamp(lit(0), lit(10))).is(R.cast(I32));
    }).expecting("O", rank);
  }

  /** Two by two, the last row and column short. */
  private static ConformanceProgram maxPooling() {
    return program("MaxPooling2", () -> {
      Input a = input("A", F32, lit(2), lit(7), lit(9), lit(5));
      Var n = var("n"), y = var("y"), x = var("x");
      RVar p = rvar("p", 2), q = rvar("q", 2);
      return func("O", n, y, x, C).is(max(List.of(p, q), a.at(n, y.times(2).plus(p),
          x.times(2).plus(q), C)).whereInside()).over(n, 2).over(y, 4).over(x, 5).over(C, 5);
    }).expecting("O", (in, at) -> {
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < 4; k++) {
        int y = 2 * at[1] + k / 2;
        int x = 2 * at[2] + k % 2;
        most = y > 6 || x > 8 ? most : Math.max(most, in.at("A", at[0], y, x, at[3]));
      }
      return most;
    });
  }

  private static Expr feedback(Expr word, long mask, int left, int mixed, int right) {
    return word.and(lit(U32, mask)).shl(left).xor(word.shl(mixed).xor(word).shr(right));
  }

  /** L'Ecuyer's three shift registers, whose state after the last number is a result, too. */
  private static ConformanceProgram random() {
    double[] numbers = {4, 16384, 67109120, 1048708, 540672, 2214592512.0};
    return ConformanceProgram.ofAll("Prng", ORIGIN, () -> {
      Input seed = input("seed", U32, lit(3));
      Func state = func("state", I).is(tuple(seed.at(lit(0)), seed.at(lit(1)), seed.at(lit(2))))
          .over(I, 7).update(rvar("r", lit(1), lit(6))).is(f -> tuple(
              feedback(f.value(0).at(R.minus(1)), 0xfffffffeL, 12, 13, 19),
              feedback(f.value(1).at(R.minus(1)), 0xfffffff8L, 4, 2, 25),
              feedback(f.value(2).at(R.minus(1)), 0xfffffff0L, 17, 3, 11)));
      Expr at = I.times(3).plus(J);
      return new Func[] {func("O", I, J).is(state.value(0).at(at).xor(state.value(1).at(at))
          .xor(state.value(2).at(at)).cast(F32).times(0x1p-32)).over(I, 2).over(J, 3),
          func("next", J).is(select(J.eq(0), state.value(0).at(lit(6)), select(J.eq(1),
              state.value(1).at(lit(6)), state.value(2).at(lit(6))))).over(J, 3)};
    }).given("seed", Tensor.of(new int[] {5, 6, 7}, 3).bitCast(U32))
        .expecting("O", (in, at) -> numbers[3 * at[0] + at[1]] * 0x1p-32)
        .expecting("next", (in, at) -> at[0] == 0 ? 1052804 : 0);
  }

  private static Func layer(String name, Source a, Input w, Input bias, int channels) {
    Var y = var("y"), x = var("x");
    RVar p = rvar("p", 3), q = rvar("q", 3), ci = rvar("ci", channels);
    return func(name, y, x, C).is(sum(p, q, ci, a.edge(Edge.constant(0)).at(y.plus(p).minus(1),
        x.plus(q).minus(1), ci).times(w.at(p, q, ci, C))).plus(bias.at(C)).max(0.0)).over(y, 12)
        .over(x, 12);
  }

  /** Two convolutions, a pool, two dense layers and a softmax. */
  private static ConformanceProgram mnist() {
    return program("MnistCnn", () -> {
      Var y = var("y"), x = var("x");
      RVar p = rvar("p", 2), q = rvar("q", 2), flat = rvar("flat", 6 * 6 * 6), h = rvar("h", 16);
      Func first = layer("conv1", input("A", F32, lit(12), lit(12), lit(1)), input("W1", F32,
          lit(3), lit(3), lit(1), lit(4)), input("B1", F32, lit(4)), 1);
      Func second = layer("conv2", first, input("W2", F32, lit(3), lit(3), lit(4), lit(6)),
          input("B2", F32, lit(6)), 4);
      Func pool = func("pool", y, x, C).is(max(List.of(p, q), second.at(y.times(2).plus(p),
          x.times(2).plus(q), C))).over(y, 6).over(x, 6).over(C, 6);
      Func dense = func("dense", I).is(sum(flat, pool.at(flat.div(36), flat.div(6).rem(6),
          flat.rem(6)).times(input("W3", F32, lit(216), lit(16)).at(flat, I)))
          .plus(input("B3", F32, lit(16)).at(I)).max(0.0));
      Func scores = func("scores", J).is(sum(h, dense.at(h).times(input("W4", F32, lit(16),
          lit(10)).at(h, J))).plus(input("B4", F32, lit(10)).at(J)));
      Func most = func("most").is(max(S, scores.at(S)));
      Func powers = func("powers", J).is(exp(scores.at(J).minus(most.at())));
      return func("O", J).is(powers.at(J).div(sum(S, powers.at(S))));
    });
  }

  /** Between the four neighbours of a fractional index, of which those outside are the nearest. */
  private static ConformanceProgram cubicGather() {
    float[] places = {-0.25f, 0.25f, 0.75f, 1.25f, 1.75f, 2.25f, 2.75f, 3.25f, 3.75f, 4.25f, 4.75f,
        5.25f};
    double[] expected = {-0.0703125, 0.0390625, 0.3046875, 2.5625, 6.8125, 7.8828125, 5.7734375,
        4.859375, 5.140625, 4.390625, 2.609375, 1.7890625};
    return program("InterpolatedGatherCubic", () -> {
      Input a = input("A", F32, lit(6)), b = input("B", F32, lit(12));
      Expr low = floor(b.at(I)), t = b.at(I).minus(low), u = lit(1.0).minus(t);
      Expr[] weights = {t.times(u).times(u).times(-0.5), cubic(t), cubic(u),
          u.times(t).times(t).times(-0.5)};
      Expr sum = lit(0.0);
      for (int k = 0; k < 4; k++) {
        sum = sum.plus(a.at(low.cast(I64).plus(k - 1).clamp(lit(0), lit(5))).times(weights[k]));
      }
      return func("O", I).is(sum);
    }).given("A", Tensor.of(new float[] {0, 1, 8, 5, 5, 2}, 6)).given("B", Tensor.of(places, 12))
        .expecting("O", (in, at) -> expected[at[0]]);
  }

  private static Expr cubic(Expr t) {
    return t.times(1.5).minus(2.5).times(t).times(t).plus(1.0);
  }

  private static ConformanceProgram batchedGather() {
    return program("GatherNDWithBatchDims", () -> {
      Input a = input("A", F32, lit(2), lit(3), lit(4)), b = input("B", I32, lit(2), lit(3), lit(1),
          lit(1));
      return func("O", I, J, K).is(a.at(I, J, b.at(I, J, K, lit(0)).cast(I64).clamp(lit(0),
          lit(3))));
    }).given("B", Tensor.of(new int[] {1, 0, 2, 0, 2, 2}, 2, 3, 1, 1)).expecting("O", (in, at) ->
        in.at("A", at[0], at[1], new int[] {1, 0, 2, 0, 2, 2}[3 * at[0] + at[1]]));
  }
}

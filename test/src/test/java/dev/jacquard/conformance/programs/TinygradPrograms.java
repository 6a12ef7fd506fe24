package dev.jacquard.conformance.programs;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.conformance.programs.ConformanceProgram.Values;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The harder ones of tinygrad's test of operators. */
final class TinygradPrograms {

  private static final String ORIGIN = "tinygrad test/backend/test_ops.py";
  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final Var N = var("n");
  private static final Var Y = var("y");
  private static final Var X = var("x");
  private static final RVar R = rvar("r");
  private static final RVar NEXT = rvar("next", lit(1), lit(19));

  private TinygradPrograms() {}

  static List<ConformanceProgram> programs() {
    return List.of(cumsum(), cumprod(), cummax(), logcumsumexp(), maxPool(), maxPoolIndices(),
        maxUnpool(), averagePool(), scatterReduce(), topk(), sort(), bitonicSort(), nearest(),
        bilinear(), cornersAligned(), trilinear("trilinear", false),
        trilinear("trilinear_corners_aligned", true));
  }

  private static ConformanceProgram program(String name, Supplier<Func> output) {
    return ConformanceProgram.of(name, ORIGIN, output);
  }

  private static Func rows() {
    return func("C", I, J).is(input("A", F32, lit(30), lit(20)).at(I, J));
  }

  /** Down the columns of a matrix. */
  private static ConformanceProgram cumsum() {
    RVar down = rvar("down", lit(1), lit(29));
    return program("cumsum", () -> rows().update(down, J)
        .is(c -> c.at(down.minus(1), J).plus(c.at(down, J)))).expecting("C", (in, at) -> {
          double sum = 0;
          for (int i = 0; i <= at[0]; i++) {
            sum += in.at("A", i, at[1]);
          }
          return sum;
        });
  }

  private static ConformanceProgram cumprod() {
    return program("cumprod", () -> rows().update(I, NEXT)
        .is(c -> c.at(I, NEXT.minus(1)).times(c.at(I, NEXT)))).expecting("C", (in, at) -> {
          double product = 1;
          for (int j = 0; j <= at[1]; j++) {
            product *= in.at("A", at[0], j);
          }
          return product;
        });
  }

  /** The largest so far, and the last index where it was found. */
  private static ConformanceProgram cummax() {
    return program("cummax", () -> {
      Input a = input("A", F32, lit(30), lit(20));
      return func("C", I, J).is(tuple(a.at(I, J), J)).update(I, NEXT).is(c -> {
        Expr before = c.value(0).at(I, NEXT.minus(1)), now = c.value(0).at(I, NEXT);
        Expr keep = before.gt(now);
        return tuple(select(keep, before, now),
            select(keep, c.value(1).at(I, NEXT.minus(1)), c.value(1).at(I, NEXT)));
      });
    }).expecting("C.v0", (in, at) -> in.at("A", at[0], latest(in, at)))
        .expecting("C.v1", (in, at) -> latest(in, at));
  }

  private static int latest(Values in, int[] at) {
    int best = 0;
    for (int j = 1; j <= at[1]; j++) {
      best = in.at("A", at[0], j) >= in.at("A", at[0], best) ? j : best;
    }
    return best;
  }

  private static Expr logOfSum(Expr a, Expr b) {
    Expr most = a.max(b);
    return most.plus(log(exp(a.minus(most)).plus(exp(b.minus(most)))));
  }

  private static ConformanceProgram logcumsumexp() {
    return program("logcumsumexp", () -> rows().update(I, NEXT)
        .is(c -> logOfSum(c.at(I, NEXT.minus(1)), c.at(I, NEXT)))).expecting("C", (in, at) -> {
          double sum = 0;
          for (int j = 0; j <= at[1]; j++) {
            sum += Math.exp(in.at("A", at[0], j));
          }
          return Math.log(sum);
        });
  }

  /** Windows of 3 x 3 every 3, the last row and column of them hanging over. */
  private static ConformanceProgram maxPool() {
    return program("max_pool2d_ceil_mode", () -> {
      Input a = input("A", F32, lit(3), lit(8), lit(10));
      RVar p = rvar("p", 3), q = rvar("q", 3);
      return func("O", N, Y, X).is(max(List.of(p, q), a.at(N, Y.times(3).plus(p),
          X.times(3).plus(q))).whereInside()).over(N, 3).over(Y, 3).over(X, 4);
    }).expecting("O", (in, at) -> {
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < 9; k++) {
        int y = 3 * at[1] + k / 3;
        int x = 3 * at[2] + k % 3;
        most = y > 7 || x > 9 ? most : Math.max(most, in.at("A", at[0], y, x));
      }
      return most;
    });
  }

  private static Func pooled(Input a) {
    RVar k = rvar("k", 6);
    return func("pooled", N, Y, X).is(arg(Reduction.MAX, k, a.at(N, Y.times(2).plus(k.div(3)),
        X.times(3).plus(k.rem(3))))).over(N, 3).over(Y, 4).over(X, 3);
  }

  private static Expr flat(Expr k) {
    return Y.times(2).plus(k.div(3)).times(9).plus(X.times(3)).plus(k.rem(3));
  }

  /** The place of the largest in its image, counted along rows. */
  private static ConformanceProgram maxPoolIndices() {
    return program("max_pool2d_return_indices", () -> {
      Func pooled = pooled(input("A", F32, lit(3), lit(8), lit(9)));
      return func("O", N, Y, X).is(tuple(pooled.value(0).at(N, Y, X),
          flat(pooled.value(1).at(N, Y, X))));
    }).expecting("O.v1", (in, at) -> best(in, at[0], at[1], at[2]));
  }

  private static int best(Values in, int n, int y, int x) {
    int best = 0;
    for (int k = 1; k < 6; k++) {
      best = in.at("A", n, 2 * y + k / 3, 3 * x + k % 3)
          > in.at("A", n, 2 * y + best / 3, 3 * x + best % 3) ? k : best;
    }
    return (2 * y + best / 3) * 9 + 3 * x + best % 3;
  }

  /** Each largest back to where it was found. */
  private static ConformanceProgram maxUnpool() {
    return program("max_unpool2d", () -> {
      Func pooled = pooled(input("A", F32, lit(3), lit(8), lit(9)));
      Func places = func("places", N, Y, X).is(flat(pooled.value(1).at(N, Y, X)));
      RVar y = rvar("ry", 4), x = rvar("rx", 3);
      return func("O", N, I).is(lit(0.0)).over(N, 3).over(I, 72)
          .update(N, places.at(N, y, x).clamp(lit(0), lit(71))).over(y, x)
          .is(pooled.value(0).at(N, y, x));
    }).expecting("O", (in, at) -> {
      int y = at[1] / 9;
      int x = at[1] % 9;
      return best(in, at[0], y / 2, x / 3) == at[1] ? in.at("A", at[0], y, x) : 0;
    });
  }

  /** The mean of those elements of a window that lie inside. */
  private static ConformanceProgram averagePool() {
    return program("avg_pool2d_ceil_mode", () -> {
      Input a = input("A", F32, lit(2), lit(8), lit(10));
      RVar p = rvar("p", 3), q = rvar("q", 3);
      Expr inside = a.at(N, Y.times(3).plus(p), X.times(3).plus(q));
      Func count = func("count", Y, X).is(sum(p, q, select(Y.times(3).plus(p).lt(8)
          .and(X.times(3).plus(q).lt(10)), lit(1.0), lit(0.0)))).over(Y, 3).over(X, 4);
      return func("O", N, Y, X).is(sum(p, q, inside).whereInside().div(count.at(Y, X)))
          .over(N, 2);
    }).expecting("O", (in, at) -> {
      double sum = 0;
      int count = 0;
      for (int k = 0; k < 9; k++) {
        int y = 3 * at[1] + k / 3;
        int x = 3 * at[2] + k % 3;
        sum += y > 7 || x > 9 ? 0 : in.at("A", at[0], y, x);
        count += y > 7 || x > 9 ? 0 : 1;
      }
      return sum / count;
    });
  }

  /** Sum, product, extremes and mean of what is scattered to each place and was there. */
  private static ConformanceProgram scatterReduce() {
    return ConformanceProgram.ofAll("scatter_reduce", ORIGIN, () -> {
      Input a = input("A", F32, lit(4), lit(5)), b = input("B", F32, lit(9), lit(5));
      Input to = input("to", I32, lit(9), lit(5));
      Expr place = to.at(R, J).cast(I64).clamp(lit(0), lit(3));
      Func total = start("total", a).update(place, J).plus(b.at(R, J));
      Func count = func("count", I, J).is(lit(1.0)).over(I, 4).over(J, 5)
          .update(place, J).plus(1.0);
      return new Func[] {total, start("product", a).update(place, J).times(b.at(R, J)),
          start("least", a).update(place, J).min(b.at(R, J)),
          start("most", a).update(place, J).max(b.at(R, J)),
          func("mean", I, J).is(total.at(I, J).div(count.at(I, J)))};
    }).expecting("total", (in, at) -> scattered(in, at, Double::sum))
        .expecting("product", (in, at) -> scattered(in, at, (p, q) -> p * q))
        .expecting("least", (in, at) -> scattered(in, at, Math::min))
        .expecting("most", (in, at) -> scattered(in, at, Math::max));
  }

  private static Func start(String name, Input a) {
    return func(name, I, J).is(a.at(I, J));
  }

  private static double scattered(Values in, int[] at,
      java.util.function.DoubleBinaryOperator combine) {
    double value = in.at("A", at[0], at[1]);
    for (int r = 0; r < 9; r++) {
      value = Math.clamp((long) in.at("to", r, at[1]), 0, 3) == at[0]
          ? combine.applyAsDouble(value, in.at("B", r, at[1])) : value;
    }
    return value;
  }

  /** How many come before an element: larger ones, and equal ones further left. */
  private static Func ranks(Input a) {
    RVar o = rvar("other");
    Expr before = a.at(I, o).gt(a.at(I, J)).or(a.at(I, o).eq(a.at(I, J)).and(o.lt(J)));
    return func("ranks", I, J).is(sum(o, select(before, lit(1), lit(0))));
  }

  private static ConformanceProgram topk() {
    return program("topk", () -> {
      Input a = input("A", F32, lit(5), lit(23));
      Func ranks = ranks(a);
      return func("O", I, N).is(tuple(lit(0.0), lit(-1))).over(I, 5).over(N, 6)
          .update(I, ranks.at(I, R).clamp(lit(0), lit(5))).where(ranks.at(I, R).lt(6))
          .is(tuple(a.at(I, R), R));
    }).expecting("O.v0", (in, at) -> sorted(in, at[0], 23)[22 - at[1]]);
  }

  private static double[] sorted(Values in, int row, int n) {
    double[] values = new double[n];
    for (int j = 0; j < n; j++) {
      values[j] = in.at("A", row, j);
    }
    Arrays.sort(values);
    return values;
  }

  private static ConformanceProgram sort() {
    return program("sort", () -> {
      Input a = input("A", F32, lit(5), lit(23));
      Func ranks = ranks(a);
      return func("O", I, J).is(lit(0.0)).over(I, 5).over(J, 23)
          .update(I, lit(22).minus(ranks.at(I, R)).clamp(lit(0), lit(22))).is(a.at(I, R));
    }).expecting("O", (in, at) -> sorted(in, at[0], 23)[at[1]]);
  }

  /** The network of Batcher: each of its ten steps is a Func of the one before. */
  private static ConformanceProgram bitonicSort() {
    return program("sort_bitonic", () -> {
      Func f = func("s", I, J).is(input("A", I32, lit(5), lit(16)).at(I, J));
      for (int size = 2, step = 0; size <= 16; size *= 2) {
        for (int stride = size / 2; stride > 0; stride /= 2, step++) {
          Func g = f;
          Expr up = J.rem(2L * size).lt(size), low = J.rem(2L * stride).lt(stride);
          Expr partner = select(low, J.plus(stride), J.minus(stride)).clamp(lit(0), lit(15));
          f = func("s" + step, I, J).is(select(up.eq(low), g.at(I, J).min(g.at(I, partner)),
              g.at(I, J).max(g.at(I, partner))));
        }
      }
      return f;
    }).expecting("s9", (in, at) -> sorted(in, at[0], 16)[at[1]]);
  }

  private static ConformanceProgram nearest() {
    return program("interpolate_nearest", () -> {
      Input a = input("A", F32, lit(2), lit(5), lit(7));
      return func("O", N, Y, X).is(a.at(N, Y.times(5).div(12), X.times(7).div(4))).over(Y, 12)
          .over(X, 4);
    }).expecting("O", (in, at) -> in.at("A", at[0], at[1] * 5 / 12, at[2] * 7 / 4));
  }

  private static Expr between(Expr part, Expr low, Expr high) {
    return low.plus(high.minus(low).times(part));
  }

  private static Func interpolated(Input a, Expr y, Expr x, int height, int width) {
    Expr y0 = floor(y), x0 = floor(x), row = y0.cast(I64), column = x0.cast(I64);
    Expr top = row.clamp(lit(0), lit(4)), bottom = row.plus(1).clamp(lit(0), lit(4));
    Expr left = column.clamp(lit(0), lit(6)), right = column.plus(1).clamp(lit(0), lit(6));
    return func("O", N, Y, X).is(between(y.minus(y0),
        between(x.minus(x0), a.at(N, top, left), a.at(N, top, right)),
        between(x.minus(x0), a.at(N, bottom, left), a.at(N, bottom, right))))
        .over(Y, height).over(X, width);
  }

  private static double interpolated(Values in, int n, double y, double x) {
    int row = (int) Math.floor(y);
    int column = (int) Math.floor(x);
    double top = in.clamped("A", n, row, column) * (1 - x + column)
        + in.clamped("A", n, row, column + 1) * (x - column);
    double bottom = in.clamped("A", n, row + 1, column) * (1 - x + column)
        + in.clamped("A", n, row + 1, column + 1) * (x - column);
    return top * (1 - y + row) + bottom * (y - row);
  }

  private static ConformanceProgram bilinear() {
    return program("interpolate_bilinear", () -> {
      Input a = input("A", F32, lit(2), lit(5), lit(7));
      return interpolated(a, Y.cast(F32).plus(0.5).times(0.625).minus(0.5).max(0.0).min(4.0),
          X.cast(F32).plus(0.5).times(1.75).minus(0.5).max(0.0).min(6.0), 8, 4);
    }).expecting("O", (in, at) -> interpolated(in, at[0],
        Math.clamp((at[1] + 0.5) * 5 / 8 - 0.5, 0, 4), Math.clamp((at[2] + 0.5) * 7 / 4 - 0.5, 0,
            6)));
  }

  private static ConformanceProgram cornersAligned() {
    return program("interpolate_bilinear_corners_aligned", () -> {
      Input a = input("A", F32, lit(2), lit(5), lit(7));
      return interpolated(a, Y.cast(F32).times(0.5), X.cast(F32).times(0.75), 9, 9);
    }).expecting("O", (in, at) -> interpolated(in, at[0], at[1] * 0.5, at[2] * 0.75));
  }

  private static final int[] FROM = {5, 2, 8};
  private static final int[] TO = {3, 6, 4};

  private static double place(int d, int index, boolean aligned) {
    return aligned ? index * (FROM[d] - 1.0) / (TO[d] - 1)
        : Math.clamp((index + 0.5) * FROM[d] / TO[d] - 0.5, 0, FROM[d] - 1);
  }

  /** One dimension after the other. */
  private static ConformanceProgram trilinear(String name, boolean aligned) {
    return program("interpolate_" + name, () -> {
      Var[] at = {N, I, J, Y, X};
      Expr[] all = {N, I, J, Y, X};
      Source f = input("A", F32, lit(2), lit(3), lit(5), lit(2), lit(8));
      for (int d = 0; d < 3; d++) {
        double scale = aligned ? (FROM[d] - 1.0) / (TO[d] - 1) : (double) FROM[d] / TO[d];
        Expr index = at[d + 2].cast(F32);
        Expr place = aligned ? index.times(scale) : index.plus(0.5).times(scale).minus(0.5).max(0.0)
            .min(FROM[d] - 1.0);
        Expr low = floor(place);
        Expr[] left = all.clone(), right = all.clone();
        left[d + 2] = low.cast(I64).clamp(lit(0), lit(FROM[d] - 1));
        right[d + 2] = low.cast(I64).plus(1).clamp(lit(0), lit(FROM[d] - 1));
        f = func("O" + d, at).is(between(place.minus(low), f.at(left), f.at(right)))
            .over(at[d + 2], TO[d]);
      }
      return (Func) f;
    }).expecting("O2", (in, at) -> {
      double sum = 0;
      for (int k = 0; k < 8; k++) {
        double weight = 1;
        long[] from = {at[0], at[1], 0, 0, 0};
        for (int d = 0; d < 3; d++) {
          double place = place(d, at[d + 2], aligned);
          from[d + 2] = (long) place + (k >> d & 1);
          weight *= 1 - Math.abs(place - from[d + 2]);
        }
        sum += weight == 0 ? 0 : weight * in.at("A", from);
      }
      return sum;
    });
  }
}

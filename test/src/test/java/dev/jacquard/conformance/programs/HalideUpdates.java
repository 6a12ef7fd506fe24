package dev.jacquard.conformance.programs;

import static dev.jacquard.dsl.DType.BOOL;
import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Halide's tests of update definitions: scans, scatters, iterations. */
final class HalideUpdates {

  private static final Var X = var("x");
  private static final Var Y = var("y");
  private static final Var Z = var("z");
  private static final RVar R = rvar("r");
  private static final Expr[] NOWHERE = {};

  private HalideUpdates() {}

  static List<ConformanceProgram> programs() {
    return List.of(twoPasses(), clobbered(), unrolledFibonacci(), fibonacci(), boxFilters(),
        compaction(), histogram(), equalized(), scatter(), newton(F32), newton(F64), secant(),
        inPlace(), evenInPlace(), swapped(), dynamicBounds(), sortingNetwork(), manyUpdates(),
        earlyOut(), slidingReduction(), oneOfTwo(), interpretedDifference(), interpretedNorm(),
        networkAtOnce(), rotation(), complexProduct(), bubbleSort());
  }

  private static ConformanceProgram program(String name, String file, Supplier<Func> output) {
    return ConformanceProgram.of(name, "Halide test/correctness/" + file + ".cpp", output);
  }

  /** Sums from the left, then of those from the right. */
  private static ConformanceProgram twoPasses() {
    RVar r = rvar("r", lit(1), lit(10)), s = rvar("s", lit(1), lit(10));
    return program("multi_pass_reduction", "multi_pass_reduction", () ->
        func("f", X).is(sin(X.cast(F32))).over(X, 11)
            .update(r).is(f -> f.at(r.minus(1)).plus(f.at(r)))
            .update(lit(10).minus(s)).is(f -> f.at(lit(11).minus(s)).plus(f.at(lit(10).minus(s)))))
        .expecting("f", (in, at) -> {
          double[] f = new double[11];
          for (int i = 0; i < 11; i++) {
            f[i] = Math.sin(i) + (i > 0 ? f[i - 1] : 0);
          }
          for (int i = 9; i >= 0; i--) {
            f[i] += f[i + 1];
          }
          return f[at[0]];
        });
  }

  private static ConformanceProgram clobbered() {
    RVar r = rvar("r", lit(1), lit(10)), s = rvar("s", lit(4), lit(5));
    return program("multi_pass_reduction_clobbered", "multi_pass_reduction", () -> {
      Func g = func("g", X).is(X.times(X)).over(X, 110);
      return func("f", X).is(X).over(X, 110)
          .update(r).is(f -> f.at(r).plus(f.at(r.minus(1))))
          .update(lit(17)).is(lit(8)).update(lit(109)).is(lit(4)).update(s).is(g.at(s));
    }).expecting("f", (in, at) -> {
      int x = at[0];
      return x == 17 ? 8 : x == 109 ? 4 : x >= 4 && x < 9 ? x * x : x < 11 ? x * (x + 1) / 2 : x;
    });
  }

  private static long fibonacciNumber(int n) {
    return n < 2 ? 1 : fibonacciNumber(n - 1) + fibonacciNumber(n - 2);
  }

  private static ConformanceProgram unrolledFibonacci() {
    return program("multi_pass_reduction_unrolled", "multi_pass_reduction", () -> {
      Func f = func("f", X).is(lit(1)).over(X, 20);
      for (int i = 2; i < 20; i++) {
        int n = i;
        f = f.update(lit(n)).is(g -> g.at(lit(n - 1)).plus(g.at(lit(n - 2))));
      }
      return f;
    }).expecting("f", (in, at) -> fibonacciNumber(at[0]));
  }

  private static ConformanceProgram fibonacci() {
    RVar r = rvar("r", lit(2), lit(18));
    return program("fibonacci", "fibonacci", () -> func("f", X).is(lit(I32, 1)).over(X, 20)
        .update(r).is(f -> f.at(r.minus(1)).plus(f.at(r.minus(2)))))
        .expecting("f", (in, at) -> fibonacciNumber(at[0]));
  }

  /** A box of two and a box of four at once, the second from the first. */
  private static ConformanceProgram boxFilters() {
    RVar r = rvar("r", lit(2), lit(1022));
    return program("recursive_box_filters", "recursive_box_filters", () -> {
      Func f = func("f", X).is(X).over(X, 1024);
      Expr blur = f.at(r).plus(f.at(r.minus(1)));
      return func("h", X).is(tuple(lit(0), lit(0))).over(X, 1024)
          .update(lit(1)).is(tuple(f.at(lit(1)), f.at(lit(1))))
          .update(r).is(h -> tuple(blur, blur.plus(h.value(0).at(r.minus(2)))));
    }).expecting("h.v0", (in, at) -> at[0] == 0 ? 0 : 2 * at[0] - 1)
        .expecting("h.v1", (in, at) -> at[0] == 0 ? 0 : at[0] < 3 ? 2 * at[0] - 1
            : 4 * at[0] - 6);
  }

  private static int isMultiple(int x) {
    return x % 7 == 0 || x % 5 == 0 ? 1 : 0;
  }

  private static ConformanceProgram compaction() {
    RVar r = rvar("r", 1000);
    return program("stream_compaction", "stream_compaction", () -> {
      Func f = func("f", X).is(select(X.rem(7).eq(0).or(X.rem(5).eq(0)), lit(1), lit(0)))
          .over(X, 1000);
      Func before = func("before", X).is(lit(0)).over(X, 1001).update(r.plus(1))
          .is(c -> f.at(r).plus(c.at(r)));
      return func("ones", X).is(lit(-1)).over(X, 1001)
          .update(before.at(r).clamp(lit(0), lit(1000))).where(f.at(r).eq(1)).is(r);
    }).expecting("ones", (in, at) -> {
      int found = -1;
      for (int x = 0; x < 1000; x++) {
        found += isMultiple(x);
        if (found == at[0]) {
          return x;
        }
      }
      return -1;
    });
  }

  private static ConformanceProgram histogram() {
    RVar s = rvar("s");
    return program("histogram", "histogram", () -> {
      Input image = input("image", U8, lit(48), lit(37));
      Func histogram = func("histogram", X).is(lit(I32, 0)).over(X, 256)
          .update(image.at(R, s).cast(I64).clamp(lit(0), lit(255))).plus(1);
      return func("g", X).is(histogram.at(X.plus(10))).over(X, 128);
    }).expecting("g", (in, at) -> {
      int count = 0;
      for (int i = 0; i < 48 * 37; i++) {
        count += in.at("image", i / 37, i % 37) == at[0] + 10 ? 1 : 0;
      }
      return count;
    });
  }

  private static ConformanceProgram equalized() {
    RVar s = rvar("s"), bin = rvar("bin", lit(1), lit(255));
    return program("histogram_equalize", "histogram_equalize", () -> {
      Input random = input("random", U8, lit(32), lit(40));
      Func image = func("image", X, Y).is(random.at(X, Y).div(2).plus(64));
      Func histogram = func("histogram", Z).is(lit(I32, 0)).over(Z, 256)
          .update(image.at(R, s).cast(I64)).over(R, s).plus(1);
      Func cdf = func("cdf", Z).is(histogram.at(Z)).update(bin)
          .is(c -> c.at(bin.minus(1)).plus(c.at(bin)));
      return func("out", X, Y).is(cdf.at(image.at(X, Y).cast(I64)).times(256).div(32 * 40)
          .cast(U8));
    }).expecting("out", (in, at) -> {
      int below = 0;
      int own = (int) in.at("random", at[0], at[1]) / 2;
      for (int i = 0; i < 32 * 40; i++) {
        below += (int) in.at("random", i / 40, i % 40) / 2 <= own ? 1 : 0;
      }
      return below * 256 / (32 * 40) & 255;
    });
  }

  private static ConformanceProgram scatter() {
    RVar r = rvar("r", lit(-10), lit(20));
    return program("scatter", "scatter", () -> {
      Func f = func("f", X, Y).is(lit(17)).over(X, new Range(lit(-11), lit(26)))
          .over(Y, 6).update(r, Y).is(g -> g.at(r.minus(1), Y).plus(100));
      return func("g", X, Y).is(f.at(X.plus(5), Y.plus(5))).over(X, 10).over(Y, 1);
    }).expecting("g", (in, at) -> at[0] < 5 ? 1617 + at[0] * 100 : 17);
  }

  /** A zero of the sine near 3. */
  private static ConformanceProgram newton(DType type) {
    return program("newtons_method_" + type, "newtons_method", () ->
        func("f").is(lit(type, 3)).update(NOWHERE).over(rvar("r", 10))
            .is(f -> f.at().minus(sin(f.at()).div(cos(f.at())))))
        .expecting("f", (in, at) -> Math.PI);
  }

  private static ConformanceProgram secant() {
    return program("newtons_method_secant", "newtons_method", () ->
        func("g").is(tuple(lit(F64, 3), sin(lit(F64, 3)), lit(F64, 4), sin(lit(F64, 4))))
            .update(NOWHERE).over(rvar("r", 6)).is(g -> {
              Expr x1 = g.value(0).at(), y1 = g.value(1).at();
              Expr x2 = g.value(2).at(), y2 = g.value(3).at();
              Expr next = x1.minus(y1.times(x1.minus(x2)).div(y1.minus(y2)));
              Expr x0 = select(abs(y2.minus(y1)).gt(0.0), next, x1);
              return tuple(x0, sin(x0), x1, y1);
            })).expecting("g.v0", (in, at) -> Math.PI);
  }

  private static ConformanceProgram inPlace() {
    RVar r = rvar("r", lit(1), lit(99));
    return program("in_place", "in_place", () -> func("f", X).is(sin(X.cast(F32))).over(X, 100)
        .update(r).plus(0.0).update(rvar("q", lit(1), lit(99)))
        .is(f -> f.at(rvar("q")).plus(f.at(rvar("q").minus(1)))))
        .expecting("f", (in, at) -> {
          double sum = 0;
          for (int i = 0; i <= at[0]; i++) {
            sum += Math.sin(i);
          }
          return sum;
        });
  }

  private static ConformanceProgram evenInPlace() {
    return program("in_place_even", "in_place", () -> func("h", X).is(sin(X.cast(F32))).over(X, 100)
        .update(X).where(X.rem(2).eq(0)).is(lit(1.0)))
        .expecting("h", (in, at) -> at[0] % 2 == 0 ? 1 : Math.sin(at[0]));
  }

  /** Ten updates that change the places of both values and add one to each. */
  private static ConformanceProgram swapped() {
    return program("tuple_reduction", "tuple_reduction", () -> {
      Func f = func("f", X, Y).is(tuple(X.plus(Y), X.minus(Y))).over(X, 33).over(Y, 20);
      for (int i = 0; i < 10; i++) {
        f = f.update(X, Y).is(g -> tuple(g.value(1).at(X, Y).plus(1), g.value(0).at(X, Y).plus(1)));
      }
      return f;
    }).expecting("f.v0", (in, at) -> at[0] + at[1] + 10)
        .expecting("f.v1", (in, at) -> at[0] - at[1] + 10);
  }

  /** The place that is written is a quotient by something that only the input's size tells. */
  private static ConformanceProgram dynamicBounds() {
    return program("dynamic_reduction_bounds", "dynamic_reduction_bounds", () -> {
      Expr diagonal = lit(45);
      RVar r = rvar("r", 32 * 8);
      return func("f", X, Y, Z).is(lit(1.0)).over(X, 9).over(Y, 10).over(Z, 16)
          .update(X, Y, r.div(diagonal)).plus(1.0);
    }).expecting("f", (in, at) -> 1 + (at[2] < 5 ? 45 : at[2] == 5 ? 256 - 225 : 0));
  }

  private static final int[] NETWORK = {0, 1, 2, 3, 4, 5, 6, 7, 0, 2, 1, 3, 4, 6, 5, 7, 1, 2, 5, 6,
      0, 4, 3, 7, 1, 5, 2, 6, 1, 4, 3, 6, 2, 4, 3, 5, 3, 4};

  /** Eight values a row sorted by a network of 19 comparators, given as a tensor; step by step. */
  private static ConformanceProgram sortingNetwork() {
    return program("multiple_scatter", "multiple_scatter", () -> {
      Input a = input("A", I32, lit(21), lit(8)), pairs = input("pairs", I32, lit(19), lit(2));
      RVar t = rvar("t", 19), y = rvar("s", 8);
      Expr low = pairs.at(t, lit(0)).cast(I64).clamp(lit(0), lit(7));
      Expr high = pairs.at(t, lit(1)).cast(I64).clamp(lit(0), lit(7));
      Func steps = func("steps", X, Z, Y).is(a.at(X, Y)).over(Z, 20)
          .update(X, t.plus(1), y).over(t, y).is(f -> select(y.eq(low),
              f.at(X, t, low).min(f.at(X, t, high)), select(y.eq(high),
                  f.at(X, t, low).max(f.at(X, t, high)), f.at(X, t, y))));
      return func("sorted", X, Y).is(steps.at(X, lit(19), Y));
    }).given("pairs", Tensor.of(NETWORK, 19, 2)).expecting("sorted", (in, at) -> {
      double[] row = new double[8];
      for (int i = 0; i < 8; i++) {
        row[i] = in.at("A", at[0], i);
      }
      Arrays.sort(row);
      return row[at[1]];
    });
  }

  private static ConformanceProgram manyUpdates() {
    return program("many_updates", "many_updates", () -> {
      Func f = func("f", X, Y).is(X.plus(Y)).over(X, 24).over(Y, 24);
      for (int i = 0; i < 12; i++) {
        Expr n = lit(2 * i);
        RVar r = rvar("r" + i, 24), s = rvar("s" + i, 24);
        f = f.update(r, n).is(r.times(n)).update(n, s).plus(1);
      }
      return f;
    }).expecting("f", (in, at) -> {
      int[][] f = new int[24][24];
      for (int i = 0; i < 24 * 24; i++) {
        f[i / 24][i % 24] = i / 24 + i % 24;
      }
      for (int n = 0; n < 24; n += 2) {
        for (int r = 0; r < 24; r++) {
          f[r][n] = r * n;
        }
        for (int s = 0; s < 24; s++) {
          f[n][s]++;
        }
      }
      return f[at[0]][at[1]];
    });
  }

  /** A disjunction that looks no further once it holds. */
  private static ConformanceProgram earlyOut() {
    return program("early_out", "early_out", () -> {
      RVar row = rvar("row", 1024);
      Func rows = func("rows", Y).is(Y.lt(100)).over(Y, 1024);
      Func none = func("test").is(lit(BOOL, 0));
      Func test = none.update(NOWHERE).over(row).where(none.at().not()).is(rows.at(row));
      return func("out").is(select(test.at(), lit(U8, 0), lit(U8, 1)));
    }).expecting("out", (in, at) -> 0);
  }

  private static Func threeRows(String name, Expr column, Expr row, Function<Func, Expr> term) {
    Func f = func(name + "_stages", X, Y).is(X).over(X, 3).over(Y, new Range(lit(-2), lit(12)));
    Func stages = f.update(column, row).plus(term.apply(f)).update(X, Y).plus(99);
    return func(name, X, Y).is(stages.at(X, Y).plus(stages.at(X, Y.minus(1)))
        .plus(stages.at(X, Y.minus(2)))).over(X, 2).over(Y, 10);
  }

  /** Three rows of a Func of three stages, of which the second changes a column or a diagonal. */
  private static ConformanceProgram slidingReduction() {
    return ConformanceProgram.ofAll("sliding_reduction",
        "Halide test/correctness/sliding_reduction.cpp", () -> {
          return new Func[] {
              threeRows("column", lit(0), Y, f -> f.at(lit(1), Y).plus(f.at(lit(0), Y))),
              threeRows("diagonal", X, X, f -> f.at(X, lit(0)).plus(f.at(X, lit(1)))),
              threeRows("unrolled", lit(0), Y, f -> f.at(lit(1), Y).plus(f.at(lit(2), Y)))};
        }).expecting("column", (in, at) -> 300)
        .expecting("diagonal", (in, at) -> 297 + (at[0] == 0 ? 0 : at[1] > 0 && at[1] < 4 ? 5 : 3))
        .expecting("unrolled", (in, at) -> at[0] == 0 ? 306 : 300);
  }

  private static Func first(Func f, Function<Expr, Expr> change) {
    return f.update(X, Y).is(g -> tuple(change.apply(g.value(0).at(X, Y)), g.value(1).at(X, Y)));
  }

  private static Func second(Func f, Function<Expr, Expr> change) {
    return f.update(X, Y).is(g -> tuple(g.value(0).at(X, Y), change.apply(g.value(1).at(X, Y))));
  }

  /** Each update changes one of two values; the other is written as it was. */
  private static ConformanceProgram oneOfTwo() {
    return ConformanceProgram.ofAll("tuple_partial_update",
        "Halide test/correctness/tuple_partial_update.cpp", () -> {
          Func f = func("f", X, Y).is(tuple(X.plus(Y), lit(0))).over(X, 64).over(Y, 48);
          Func g = func("g", X, Y).is(tuple(X, Y)).over(X, 64).over(Y, 48);
          f = second(first(second(first(f, a -> a.plus(3)), b -> X), a -> a.minus(1)),
              b -> b.times(4));
          return new Func[] {second(f, b -> b.div(2)),
              second(g, b -> b.plus(select(X.lt(20), X.times(20), lit(0))))};
        }).expecting("f.v0", (in, at) -> at[0] + at[1] + 2)
        .expecting("f.v1", (in, at) -> 2 * at[0]).expecting("g.v0", (in, at) -> at[0])
        .expecting("g.v1", (in, at) -> at[1] + (at[0] < 20 ? 20 * at[0] : 0));
  }

  private static Expr chosen(Expr which, Expr... values) {
    Expr chosen = values[values.length - 1];
    for (int k = values.length - 2; k >= 0; k--) {
      chosen = select(which.eq(k), values[k], chosen);
    }
    return chosen;
  }

  /** One expression for all pixels, given as code: an operator, two earlier values, a constant. */
  private static ConformanceProgram interpreted(String name, int... code) {
    int steps = code.length / 4;
    return program("interpreter_" + name, "interpreter", () -> {
      Input image = input("image", U8, lit(42), lit(34)), ops = input("program", I32, lit(steps),
          lit(4));
      RVar step = rvar("step", steps), op = rvar("op", 6);
      Expr near = Z.min(8);
      Func start = func("scratch", X, Y, Z).is(image.at(X.plus(near.rem(3)), Y.plus(near.div(3)))
          .cast(I32)).over(X, 40).over(Y, 32).over(Z, 9 + steps);
      Expr a = start.at(X, Y, ops.at(step, lit(1)).cast(I64).clamp(lit(0), step.plus(8)));
      Expr b = start.at(X, Y, ops.at(step, lit(2)).cast(I64).clamp(lit(0), step.plus(8)));
      Func scratch = start.update(X, Y, step.plus(9)).over(step, op)
          .where(op.eq(ops.at(step, lit(0)).cast(I64))).is(chosen(op, ops.at(step, lit(3)),
              a.plus(b), a.minus(b), a.times(b), a.div(b), floor(sqrt(a.cast(F32))).cast(I32)));
      return func("out", X, Y).is(scratch.at(X, Y, lit(8 + steps)).cast(U8));
    }).given("program", Tensor.of(code, steps, 4));
  }

  private static ConformanceProgram interpretedDifference() {
    return interpreted("difference", 2, 5, 3, 0, 0, 0, 0, 2, 4, 9, 10, 0)
        .expecting("out", (in, at) -> (int) (in.at("image", at[0] + 2, at[1] + 1)
            - in.at("image", at[0], at[1] + 1)) >> 1 & 255);
  }

  private static ConformanceProgram interpretedNorm() {
    return interpreted("norm", 3, 0, 0, 0, 3, 8, 8, 0, 1, 9, 10, 0, 5, 11, 0, 0)
        .expecting("out", (in, at) -> (int) Math.hypot(in.at("image", at[0], at[1]),
            in.at("image", at[0] + 2, at[1] + 2)) & 255);
  }

  /** The same network as one change of eight places: a tuple of what goes to each. */
  private static ConformanceProgram networkAtOnce() {
    return program("multiple_scatter_unrolled", "multiple_scatter", () -> {
      Input a = input("A", I32, lit(128), lit(8));
      Expr[] row = new Expr[8];
      Arrays.setAll(row, i -> a.at(X, lit(i)));
      for (int k = 0; k < NETWORK.length; k += 2) {
        Expr low = row[NETWORK[k]];
        row[NETWORK[k]] = low.min(row[NETWORK[k + 1]]);
        row[NETWORK[k + 1]] = low.max(row[NETWORK[k + 1]]);
        if (k == 14 || k == 26) {
          Func stage = func("stage" + k, X).is(tuple(row));
          Arrays.setAll(row, i -> stage.value(i).at(X));
        }
      }
      return func("sorted", X, Y).is(chosen(Y, row)).over(Y, 8);
    }).expecting("sorted", (in, at) -> {
      double[] row = new double[8];
      Arrays.setAll(row, i -> in.at("A", at[0], i));
      Arrays.sort(row);
      return row[at[1]];
    });
  }

  /** A square turned in place, four places at a time by way of a fifth outside. */
  private static ConformanceProgram rotation() {
    return program("multiple_scatter_rotation", "multiple_scatter", () -> {
      RVar x = rvar("rx", 9), y = rvar("ry", 8), k = rvar("k", 5);
      Expr right = lit(16).minus(x), down = lit(16).minus(y);
      Expr[] columns = {lit(17), y, right, down, x, lit(17)};
      Expr[] rows = {lit(0), right, down, x, y, lit(0)};
      Func square = func("square", X, Y).is(input("A", U8, lit(17), lit(17)).at(X.min(16), Y))
          .over(X, 18).over(Y, 17);
      Func turned = square.update(chosen(k, columns), chosen(k, rows)).over(x, y, k)
          .is(f -> f.at(chosen(k.plus(1), columns), chosen(k.plus(1), rows)));
      return func("turned", X, Y).is(turned.at(X, Y)).over(X, 17);
    }).expecting("turned", (in, at) -> in.at("A", at[1], 16 - at[0]));
  }

  /** Real and imaginary part in two places, the next real part in a third meanwhile. */
  private static ConformanceProgram complexProduct() {
    return program("multiple_scatter_complex", "multiple_scatter", () -> {
      Input a = input("A", U8, lit(100), lit(2));
      RVar r = rvar("r", 100), k = rvar("k", 3);
      Expr re = a.at(r, lit(0)), im = a.at(r, lit(1));
      return func("product", X).is(select(X.eq(0), lit(U8, 1), lit(U8, 0))).over(X, 3)
          .update(lit(2).minus(k)).over(r, k).is(f -> chosen(k,
              f.at(lit(0)).times(re).minus(f.at(lit(1)).times(im)),
              f.at(lit(0)).times(im).plus(f.at(lit(1)).times(re)), f.at(lit(2))));
    }).expecting("product", (in, at) -> {
      int re = 1;
      int im = 0;
      for (int r = 0; r < 100; r++) {
        int a = (int) in.at("A", r, 0);
        int b = (int) in.at("A", r, 1);
        int next = re * a - im * b & 255;
        im = re * b + im * a & 255;
        re = next;
      }
      return at[0] == 1 ? im : re;
    });
  }

  /** Pairs in lexicographic order: two neighbours change places by way of an element outside. */
  private static ConformanceProgram bubbleSort() {
    return program("multiple_scatter_bubble_sort", "multiple_scatter", () -> {
      RVar pass = rvar("pass", 99), r = rvar("r", 99), k = rvar("k", 3);
      Func f = func("f", X).is(tuple(lit(13).minus(X.rem(10)), X.times(17).cast(U8))).over(X, 101);
      Expr a = f.value(0).at(lit(100)), b = f.value(1).at(lit(100));
      Expr right = f.value(0).at(r.plus(1)), last = f.value(1).at(r.plus(1));
      Expr swap = a.gt(right).or(a.eq(right).and(b.gt(last)));
      Func sorted = f.update(chosen(k, lit(100), r, r.plus(1))).over(pass, r, k)
          .where(r.lt(lit(99).minus(pass))).is(tuple(
              chosen(k, f.value(0).at(r), select(swap, right, a), select(swap, a, right)),
              chosen(k, f.value(1).at(r), select(swap, last, b), select(swap, b, last))));
      return func("sorted", X).is(tuple(sorted.value(0).at(X), sorted.value(1).at(X))).over(X, 100);
    }).expecting("sorted.v0", (in, at) -> 4 + at[0] / 10).expecting("sorted.v1", (in, at) -> {
      int[] tens = new int[10];
      Arrays.setAll(tens, i -> 17 * (10 * i + 9 - at[0] / 10) & 255);
      Arrays.sort(tens);
      return tens[at[0] % 10];
    });
  }
}

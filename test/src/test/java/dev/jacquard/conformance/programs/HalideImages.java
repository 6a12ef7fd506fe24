package dev.jacquard.conformance.programs;

import static dev.jacquard.dsl.DType.F16;
import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.I8;
import static dev.jacquard.dsl.DType.U16;
import static dev.jacquard.dsl.DType.U32;
import static dev.jacquard.dsl.DType.U64;
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
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/** Halide's tests of stencils, gathers, edges and of one operator or another. */
final class HalideImages {

  private static final Var X = var("x");
  private static final Var Y = var("y");
  private static final Var Z = var("z");

  private HalideImages() {}

  static List<ConformanceProgram> programs() {
    return List.of(slidingWindow(), storageFolding(), complexBounds(), edges(), tails(), life(),
        lifeInPlace(), median(), eightDimensions(), specialized(), halves(), gather(), computed(),
        dilate(), cascade(), pyramid(), bits(), saturating(), weights(), chosen(), convolution(),
        random(), reinterpreted());
  }

  private static ConformanceProgram program(String name, String file, Supplier<Func> output) {
    return ConformanceProgram.of(name, "Halide test/correctness/" + file + ".cpp", output);
  }

  private static ConformanceProgram slidingWindow() {
    return program("sliding_window", "sliding_window", () -> {
      Func f = func("f", X, Y).is(X.times(3).plus(Y.times(Y))).over(X, new Range(lit(-1), lit(34)))
          .over(Y, new Range(lit(-1), lit(23)));
      return func("g", X, Y).is(f.at(X.minus(1), Y).plus(f.at(X, Y)).plus(f.at(X, Y.minus(1)))
          .plus(f.at(X.plus(1), Y.plus(1)))).over(X, 32).over(Y, 20);
    }).expecting("g", (in, at) -> 12 * at[0] + 2 * at[1] * at[1] + (at[1] - 1) * (at[1] - 1)
        + (at[1] + 1) * (at[1] + 1));
  }

  /** A chain of which each needs a few rows of the one before. */
  private static ConformanceProgram storageFolding() {
    return program("storage_folding", "storage_folding", () -> {
      Func f = func("f0", X, Y).is(X.times(Y)).over(X, 24).over(Y, 40);
      for (int i = 1; i < 6; i++) {
        Func g = f;
        int rows = 40 - 4 * i;
        f = func("f" + i, X, Y).is(g.at(X, Y).plus(g.at(X, Y.plus(2))).plus(g.at(X, Y.plus(4))))
            .over(X, 24).over(Y, rows);
      }
      return f;
    }).expecting("f5", (in, at) -> 243 * at[0] * (at[1] + 10));
  }

  /** Each of six reads three earlier ones, one of them where a third says. */
  private static ConformanceProgram complexBounds() {
    int[] choices = {0, 1, 0, 2, 0, 1, 1, 3, 2, 0, 1, 4};
    return program("bounds_inference_complex", "bounds_inference_complex", () -> {
      Func[] f = new Func[6];
      f[0] = wide(func("f0", X, Y).is(X.plus(Y)), 8);
      f[1] = wide(func("f1", X, Y).is(X.times(Y)), 8);
      for (int i = 2; i < 6; i++) {
        Func a = f[choices[3 * i - 6]], b = f[choices[3 * i - 5]], c = f[choices[3 * i - 4]];
        f[i] = wide(func("f" + i, X, Y).is(a.at(X.minus(1), Y.minus(1)).plus(b.at(X.plus(1),
            c.at(X.plus(1), Y.minus(1)).clamp(lit(0), lit(7))))), 8 - i);
      }
      return f[5];
    });
  }

  private static Func wide(Func f, int margin) {
    return f.over(X, new Range(lit(-margin), lit(12 + 2 * margin)))
        .over(Y, new Range(lit(-margin), lit(12 + 2 * margin)));
  }

  /** The five rules for what lies outside an image. */
  private static ConformanceProgram edges() {
    return ConformanceProgram.ofAll("boundary_conditions",
        "Halide test/correctness/boundary_conditions.cpp", () -> {
          Input a = input("A", U8, lit(17), lit(5));
          Range x = new Range(lit(-20), lit(57)), y = new Range(lit(-7), lit(19));
          return List.of(Edge.CLAMP, Edge.WRAP, Edge.MIRROR, Edge.MIRROR_INTERIOR,
              Edge.constant(42)).stream().map(e -> func(e.mode().name().toLowerCase(
                  java.util.Locale.ROOT), X, Y).is(a.edge(e).at(X, Y)).over(X, x).over(Y, y))
              .toArray(Func[]::new);
        }).expecting("clamp", (in, at) -> in.clamped("A", at[0] - 20, at[1] - 7))
        .expecting("wrap", (in, at) -> in.at("A", Math.floorMod(at[0] - 20, 17),
            Math.floorMod(at[1] - 7, 5)))
        .expecting("mirror", (in, at) -> in.at("A", mirror(at[0] - 20, 17, 0),
            mirror(at[1] - 7, 5, 0)))
        .expecting("mirror_interior", (in, at) -> in.at("A", mirror(at[0] - 20, 17, 1),
            mirror(at[1] - 7, 5, 1)))
        .expecting("constant", (in, at) -> at[0] >= 20 && at[0] < 37 && at[1] >= 7 && at[1] < 12
            ? in.at("A", at[0] - 20, at[1] - 7) : 42);
  }

  private static int mirror(int i, int n, int shared) {
    int period = 2 * (n - shared);
    int within = Math.floorMod(i, period);
    return within < n ? within : period - 1 + shared - within;
  }

  private static ConformanceProgram tails() {
    return program("multi_splits_with_diff_tail_strategies",
        "multi_splits_with_diff_tail_strategies", () ->
            func("f", X, Y, Z).is(X.plus(Y).plus(Z).cast(I32)).over(X, 75).over(Y, 50).over(Z, 3))
        .expecting("f", (in, at) -> at[0] + at[1] + at[2]);
  }

  private static Func life(String name, Source board, int w, int h) {
    Expr west = X.plus(w - 1).rem(w), east = X.plus(1).rem(w);
    Expr north = Y.plus(h - 1).rem(h), south = Y.plus(1).rem(h);
    return func(name, X, Y).is(alive(board.at(X, Y), List.of(board.at(west, north),
        board.at(X, north), board.at(east, north), board.at(west, Y), board.at(east, Y),
        board.at(west, south), board.at(X, south), board.at(east, south)))).over(X, w).over(Y, h);
  }

  private static Expr alive(Expr self, List<Expr> neighbours) {
    Expr living = neighbours.stream().reduce(Expr::plus).orElseThrow();
    return select(living.eq(3).or(self.ne(0).and(living.eq(2))), lit(U8, 1), lit(U8, 0));
  }

  private static int[][] evolved(ConformanceProgram.Values in, int generations) {
    int w = in.size("board", 0);
    int h = in.size("board", 1);
    int[][] board = new int[w][h];
    for (int i = 0; i < w * h; i++) {
      board[i / h][i % h] = (int) in.at("board", i / h, i % h);
    }
    for (int g = 0; g < generations; g++) {
      int[][] next = new int[w][h];
      for (int i = 0; i < w * h * 9; i++) {
        int x = i / 9 / h;
        int y = i / 9 % h;
        next[x][y] += i % 9 == 4 ? 0 : board[(x + i % 3 + w - 1) % w][(y + i / 3 % 3 + h - 1) % h];
      }
      for (int i = 0; i < w * h; i++) {
        int n = next[i / h][i % h];
        next[i / h][i % h] = n == 3 || n == 2 && board[i / h][i % h] != 0 ? 1 : 0;
      }
      board = next;
    }
    return board;
  }

  private static Tensor board(int w, int h) {
    return Tensor.smallIntegers(U8, 5, 1, w, h);
  }

  private static ConformanceProgram life() {
    return program("gameoflife", "gameoflife", () ->
        life("next", life("now", input("board", U8, lit(32), lit(20)), 32, 20), 32, 20))
        .given("board", board(32, 20))
        .expecting("next", (in, at) -> evolved(in, 2)[at[0]][at[1]]);
  }

  /** Two boards by turns, the time as a reduction index. */
  private static ConformanceProgram lifeInPlace() {
    int w = 12;
    int h = 11;
    return program("gameoflife_in_place", "gameoflife", () -> {
      RVar x = rvar("rx", w), y = rvar("ry", h), t = rvar("t", 7);
      Expr last = t.plus(1).rem(2);
      Expr west = x.plus(w - 1).rem(w), east = x.plus(1).rem(w);
      Expr north = y.plus(h - 1).rem(h), south = y.plus(1).rem(h);
      Func boards = func("boards", Z, X, Y).is(input("board", U8, lit(w), lit(h)).at(X, Y))
          .over(Z, 2).update(t.rem(2), x, y).over(t, y, x).is(f -> alive(f.at(last, x, y), List.of(
              f.at(last, west, north), f.at(last, x, north), f.at(last, east, north),
              f.at(last, west, y), f.at(last, east, y), f.at(last, west, south),
              f.at(last, x, south), f.at(last, east, south))));
      return func("life", X, Y).is(boards.at(lit(0), X, Y));
    }).given("board", board(w, h)).expecting("life", (in, at) -> evolved(in, 7)[at[0]][at[1]]);
  }

  private static Expr middle(Expr a, Expr b, Expr c) {
    return a.min(b).max(a.max(b).min(c));
  }

  private static ConformanceProgram median() {
    return program("median3x3", "median3x3", () -> {
      Func a = func("a", X, Y).is(input("A", U8, lit(40), lit(25)).edge(Edge.constant(0)).at(X, Y))
          .over(X, new Range(lit(-1), lit(42))).over(Y, new Range(lit(-1), lit(27)));
      Expr west = a.at(X.minus(1), Y), here = a.at(X, Y), east = a.at(X.plus(1), Y);
      Func most = func("most", X, Y).is(west.max(here).max(east)).over(X, 40);
      Func least = func("least", X, Y).is(west.min(here).min(east)).over(X, 40);
      Func mid = func("mid", X, Y).is(middle(west, here, east)).over(X, 40);
      return func("median", X, Y).is(middle(
          most.at(X, Y.minus(1)).min(most.at(X, Y)).min(most.at(X, Y.plus(1))),
          least.at(X, Y.minus(1)).max(least.at(X, Y)).max(least.at(X, Y.plus(1))),
          middle(mid.at(X, Y.minus(1)), mid.at(X, Y), mid.at(X, Y.plus(1))))).over(Y, 25);
    }).expecting("median", (in, at) -> {
      double[] nine = new double[9];
      for (int i = 0; i < 9; i++) {
        int x = at[0] + i % 3 - 1;
        int y = at[1] + i / 3 - 1;
        nine[i] = x < 0 || y < 0 || x >= 40 || y >= 25 ? 0 : in.at("A", x, y);
      }
      Arrays.sort(nine);
      return nine[4];
    });
  }

  private static ConformanceProgram eightDimensions() {
    return program("lots_of_dimensions", "lots_of_dimensions", () -> {
      Var[] v = new Var[8];
      Expr[] extents = new Expr[8];
      for (int d = 0; d < 8; d++) {
        v[d] = var("v" + d);
        extents[d] = lit(2 + d % 3);
      }
      Expr a = input("A", U64, extents).at(v);
      Func g = func("g", v).is(a.times(a).minus(2));
      return func("h", v).is(g.at(v).minus(1));
    });
  }

  /** What is computed hangs on a scalar that the caller gives. */
  private static ConformanceProgram specialized() {
    return program("specialize", "specialize", () -> {
      Input on = input("on", I32);
      Input a = input("A", F32, lit(37));
      Func g = func("g", X).is(a.at(X).times(2.0));
      return func("f", X).is(select(on.at().ne(0), g.at(X), a.edge(Edge.CLAMP).at(X.minus(1))));
    }).given("on", Tensor.of(new int[] {1}).reshape())
        .expecting("f", (in, at) -> 2 * in.at("A", at[0]));
  }

  private static ConformanceProgram halves() {
    return program("float16_t", "float16_t", () -> {
      Input a = input("A", F16, lit(33)), b = input("B", F16, lit(33));
      return func("f", X).is(a.at(X).times(b.at(X)).plus(lit(1.0)).cast(F16));
    });
  }

  private static ConformanceProgram gather() {
    return program("gather", "gather", () -> {
      Input at = input("at", U8, lit(128), lit(2)), table = input("table", U8, lit(200), lit(32));
      return func("out", X, Y).is(table.at(at.at(X, lit(0)).cast(I64).clamp(lit(0), lit(199)),
          at.at(X, lit(1)).cast(I64).clamp(lit(0), lit(31)))).over(Y, 8);
    }).expecting("out", (in, at) -> in.clamped("table", (long) in.at("at", at[0], 0),
        (long) in.at("at", at[0], 1)));
  }

  private static ConformanceProgram computed() {
    return program("computed_index", "computed_index", () -> {
      Input slice = input("slice", U8, lit(25), lit(26));
      Input a = input("A", U8, lit(25), lit(26), lit(10));
      return func("f", X, Y).is(a.at(X, Y, slice.at(X, Y).cast(I64).clamp(lit(0), lit(9))));
    }).expecting("f", (in, at) -> in.clamped("A", at[0], at[1],
        (long) in.at("slice", at[0], at[1])));
  }

  private static ConformanceProgram dilate() {
    return program("dilate3x3", "dilate3x3", () -> {
      Input a = input("A", U8, lit(128), lit(24));
      Func rows = func("rows", X, Y).is(a.edge(Edge.CLAMP).at(X.minus(1), Y).max(a.at(X, Y))
          .max(a.edge(Edge.CLAMP).at(X.plus(1), Y)));
      return func("dilated", X, Y).is(rows.edge(Edge.CLAMP).at(X, Y.minus(1)).max(rows.at(X, Y))
          .max(rows.edge(Edge.CLAMP).at(X, Y.plus(1))));
    }).expecting("dilated", (in, at) -> {
      double most = 0;
      for (int i = 0; i < 9; i++) {
        most = Math.max(most, in.clamped("A", at[0] + i % 3 - 1, at[1] + i / 3 - 1));
      }
      return most;
    });
  }

  /** Thirty means of two neighbours, one after the other. */
  private static ConformanceProgram cascade() {
    return program("cascaded_filters", "cascaded_filters", () -> {
      Func f = func("s0", X).is(sin(X.cast(F32).times(10.0)).plus(1.0)).over(X, 40);
      for (int i = 1; i <= 30; i++) {
        f = func("s" + i, X).is(f.at(X).plus(f.at(X.plus(1))).times(0.5)).over(X, 40 - i);
      }
      return f;
    }).expecting("s30", (in, at) -> {
      double[] s = new double[40];
      for (int i = 0; i < 40; i++) {
        s[i] = Math.sin(10 * i) + 1;
      }
      for (int i = 1; i <= 30; i++) {
        for (int x = 0; x + i < 40; x++) {
          s[x] = (s[x] + s[x + 1]) / 2;
        }
      }
      return s[at[0]];
    });
  }

  /** Down by twos to a point, and up again. */
  private static ConformanceProgram pyramid() {
    return program("truncated_pyramid", "truncated_pyramid", () -> {
      Source down = input("A", F32, lit(32), lit(16));
      Source[] levels = new Source[5];
      for (int i = 0; i < 5; i++) {
        levels[i] = down;
        down = func("down" + i, X, Y).is(down.edge(Edge.CLAMP).at(X.times(2).minus(1),
            Y.times(2).minus(1)).plus(down.edge(Edge.CLAMP).at(X.times(2).plus(2),
                Y.times(2).plus(2)))).over(X, 16 >> i).over(Y, Math.max(8 >> i, 1));
      }
      Source up = levels[4];
      for (int i = 3; i >= 0; i--) {
        up = func("up" + i, X, Y).is(up.edge(Edge.CLAMP).at(X.div(2).minus(1), Y.div(2).minus(1))
            .plus(up.edge(Edge.CLAMP).at(X.div(2).plus(1), Y.div(2).plus(1)))
            .times(0.5).plus(levels[i].at(X, Y)));
      }
      return (Func) up;
    });
  }

  private static ConformanceProgram bits() {
    String file = "Halide test/correctness/bitwise_ops.cpp";
    return ConformanceProgram.ofAll("bitwise_ops", file, () -> {
      Input a = input("A", U32, lit(129));
      Expr p = a.at(X).times(0x9E3779B1L), q = a.at(X.plus(1)).times(0x85EBCA6BL);
      return new Func[] {func("xor", X).is(p.xor(q)), func("and", X).is(p.and(q)),
          func("or", X).is(p.or(q)), func("not", X).is(p.not()),
          func("shl", X).is(p.shl(q.and(lit(U32, 15)))),
          func("shr", X).is(p.shr(q.and(lit(U32, 15))))};
    }).expecting("xor", (in, at) -> (p(in, at[0]) ^ q(in, at[0])) & 0xffffffffL)
        .expecting("not", (in, at) -> ~p(in, at[0]) & 0xffffffffL)
        .expecting("shr", (in, at) -> (p(in, at[0]) & 0xffffffffL) >> (q(in, at[0]) & 15))
        .expecting("shl", (in, at) -> p(in, at[0]) << (q(in, at[0]) & 15) & 0xffffffffL);
  }

  private static long p(ConformanceProgram.Values in, int x) {
    return (long) in.at("A", x) * 0x9E3779B1L;
  }

  private static long q(ConformanceProgram.Values in, int x) {
    return (long) in.at("A", x + 1) * 0x85EBCA6BL;
  }

  private static ConformanceProgram saturating() {
    return ConformanceProgram.ofAll("saturating_casts",
        "Halide test/correctness/saturating_casts.cpp", () -> {
          Input a = input("A", I32, lit(9)), f = input("F", F32, lit(9));
          return new Func[] {
              func("signed", X).is(a.at(X).clamp(lit(I32, -128), lit(I32, 127)).cast(I8)),
              func("unsigned", X).is(a.at(X).clamp(lit(I32, 0), lit(I32, 65535)).cast(U16)),
              func("real", X).is(f.at(X).cast(U8))};
        }).given("A", Tensor.of(new int[] {0, 1, -1, 127, 128, -129, 65536, 1 << 30,
            -(1 << 31)}, 9))
        .given("F", Tensor.of(new float[] {0, -1, 0.9f, 254.9f, 255.5f, 1e9f, -1e30f,
            Float.POSITIVE_INFINITY, Float.NaN}, 9))
        .expecting("signed", (in, at) -> Math.clamp((long) in.at("A", at[0]), -128, 127))
        .expecting("unsigned", (in, at) -> Math.clamp((long) in.at("A", at[0]), 0, 65535))
        .expecting("real", (in, at) -> Math.clamp((long) in.at("F", at[0]), 0, 255));
  }

  /** Between zero and one by an 8-bit weight, rounded. */
  private static ConformanceProgram weights() {
    return program("lerp", "lerp", () -> {
      Input zero = input("zero", U8, lit(40)), one = input("one", U8, lit(40)),
          weight = input("weight", U8, lit(40));
      Expr w = weight.at(X).cast(U32);
      return func("f", X).is(zero.at(X).cast(U32).times(lit(U32, 255).minus(w))
          .plus(one.at(X).cast(U32).times(w)).plus(127).div(255).cast(U8));
    }).expecting("f", (in, at) -> {
      double w = in.at("weight", at[0]);
      return (int) (in.at("zero", at[0]) * (255 - w) + in.at("one", at[0]) * w + 127) / 255;
    });
  }

  private static ConformanceProgram chosen() {
    return program("mux", "mux", () -> {
      Func f = func("f", X).is(tuple(X, lit(456), lit(789))).over(X, 100);
      return func("g", X, Y).is(select(Y.eq(0), f.value(0).at(X), select(Y.eq(1),
          f.value(1).at(X), f.value(2).at(X)))).over(Y, 4);
    }).expecting("g", (in, at) -> at[1] == 0 ? at[0] : at[1] == 1 ? 456 : 789);
  }

  /** A tent of three by three, added up in place and as one sum. */
  private static ConformanceProgram convolution() {
    ConformanceProgram.Point tented = (in, at) -> {
      int sum = 0;
      for (int k = 0; k < 9; k++) {
        sum += (int) (in.at("tent", k / 3, k % 3)
            * in.clamped("in", at[0] + k / 3 - 1, at[1] + k % 3 - 1));
      }
      return sum & 0xffff;
    };
    String file = "Halide test/correctness/convolution.cpp";
    return ConformanceProgram.ofAll("convolution", file, () -> {
      Input in = input("in", U16, lit(128), lit(48)), tent = input("tent", U16, lit(3), lit(3));
      RVar p = rvar("p", 3), q = rvar("q", 3);
      Expr term = tent.at(p, q).times(in.edge(Edge.CLAMP).at(X.plus(p).minus(1),
          Y.plus(q).minus(1)));
      return new Func[] {func("added", X, Y).is(lit(U16, 0)).over(X, 128).over(Y, 48)
          .update(X, Y).over(p, q).plus(term), func("summed", X, Y).is(sum(List.of(p, q), term,
              U16)).over(X, 128).over(Y, 48)};
    }).given("tent", Tensor.of(new short[] {1, 2, 1, 2, 4, 2, 1, 2, 1}, 3, 3).bitCast(U16))
        .expecting("added", tented).expecting("summed", tented);
  }

  private static final int SIDE = 128;

  private static Expr mean(String name, BinaryOperator<Expr> value) {
    RVar p = rvar("p", SIDE), q = rvar("q", SIDE);
    return func(name).is(sum(p, q, value.apply(p, q)).div((double) SIDE * SIDE)).at();
  }

  private static Expr variance(String name, BinaryOperator<Expr> value) {
    Expr mean = mean(name + "_mean", value);
    return mean(name, (p, q) -> value.apply(p, q).minus(mean).times(value.apply(p, q).minus(mean)));
  }

  /** Means and variances, also of differences between neighbours, seeds and bits. */
  private static ConformanceProgram random() {
    return ConformanceProgram.ofAll("random", "Halide test/correctness/random.cpp", () -> {
      Func f = func("f", X, Y).is(Philox.uniform(1, X, Y)).over(X, SIDE).over(Y, SIDE);
      Func g = func("g", X, Y).is(Philox.uniform(2, X, Y)).over(X, SIDE).over(Y, SIDE);
      Func bits = func("bits", X, Y).is(Philox.bits(3, X, Y)).over(X, SIDE).over(Y, SIDE);
      Expr[] checks = {mean("mean", f::at).minus(0.5), variance("variance", f::at).minus(1.0 / 12),
          variance("dx", (p, q) -> f.at(p, q).minus(f.at(p.plus(1).rem(SIDE), q))).minus(1.0 / 6),
          variance("dy", (p, q) -> f.at(p, q).minus(f.at(p, q.plus(1).rem(SIDE)))).minus(1.0 / 6),
          mean("seeds", (p, q) -> abs(f.at(p, q).minus(g.at(p, q)))).minus(1.0 / 3),
          mean("same", (p, q) -> abs(f.at(p, q).minus(Philox.uniform(1, p, q)))),
          mean("set", (p, q) -> popcount(bits.at(p, q)).cast(F32).div(16.0)).minus(1.0),
          mean("pairs", (p, q) -> popcount(bits.at(p, q).xor(bits.at(p, q).times(2))).cast(F32)
              .div(16.0)).minus(1.0),
          variance("one", (p, q) -> f.at(p, q).plus(f.at(p, q))).minus(1.0 / 3),
          variance("two", (p, q) -> f.at(p, q).plus(g.at(p, q))).minus(1.0 / 6)};
      Expr off = checks[0];
      for (int k = 1; k < checks.length; k++) {
        off = select(Z.eq(k), checks[k], off);
      }
      return new Func[] {f, bits, func("near", Z).is(abs(off).lt(0.01).cast(I32))
          .over(Z, checks.length)};
    }).expecting("near", (in, at) -> 1);
  }

  /** Bits of numbers as floats and back, and shifts of bits that are read as signed or as few. */
  private static ConformanceProgram reinterpreted() {
    String file = "Halide test/correctness/bitwise_ops.cpp";
    return ConformanceProgram.ofAll("bitwise_reinterpret", file, () -> {
      Input a = input("A", U32, lit(129));
      Expr p = a.at(X).times(0x9E3779B1L), q = a.at(X.plus(1)).times(0x85EBCA6BL);
      Expr number = p.and(lit(U32, 0xbfffffffL));
      return new Func[] {func("floats", X).is(floatOfBits(number)),
          func("back", X).is(bitsOf(floatOfBits(number))),
          func("signed", X).is(p.cast(I32).shr(q.cast(I32).and(lit(I32, 15)))),
          func("mixed", X).is(p.cast(I32).shr(q.cast(U8).cast(I32))),
          func("few", X).is(p.cast(I8).and(lit(I8, -16)))};
    }).expecting("floats", (in, at) -> Float.intBitsToFloat((int) p(in, at[0])
            & 0xbfffffff))
        .expecting("back", (in, at) -> p(in, at[0]) & 0xbfffffffL)
        .expecting("signed", (in, at) -> (int) p(in, at[0]) >> (q(in, at[0]) & 15))
        .expecting("mixed", (in, at) -> (int) p(in, at[0]) >> (q(in, at[0]) & 31))
        .expecting("few", (in, at) -> (byte) p(in, at[0]) & -16);
  }
}

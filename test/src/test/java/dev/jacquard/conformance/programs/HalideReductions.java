package dev.jacquard.conformance.programs;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.U16;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Var;
import java.util.ArrayList;
import java.util.List;

/** Halide's tests of reductions: extremes, combiners, partial sums. */
final class HalideReductions {

  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final Var X = var("x");
  private static final Var Y = var("y");
  private static final RVar R = rvar("r");
  private static final Expr[] NOWHERE = {};

  private HalideReductions() {}

  static List<ConformanceProgram> programs() {
    return List.of(argmaxOfOne(), argmaxOfTwo(), argmaxUpdate(), argmaxInPlace(), saturatingSum(),
        saturatingPair(), parallelSum(), parallelScan(), complexProduct(), argminOfTwo(),
        runningMaximum(), innerProduct(), sumAndLeast(), wideningDotProduct(), chain(),
        inlineChain());
  }

  private static ConformanceProgram program(String name, String file,
      java.util.function.Supplier<Func> output) {
    return ConformanceProgram.of(name, "Halide test/correctness/" + file + ".cpp", output);
  }

  /** x (100 - x) is greatest at 50. */
  private static ConformanceProgram argmaxOfOne() {
    return program("argmax", "argmax", () -> {
      RVar r = rvar("r", 100);
      Func f = func("f", X).is(X.times(lit(100).minus(X))).over(X, 100);
      return func("best").is(argmax(r, f.at(r)));
    }).expecting("best", (in, at) -> 50);
  }

  private static Func hill() {
    return func("g", X, Y).is(X.times(lit(100).minus(X)).plus(Y.times(lit(80).minus(Y))))
        .over(X, 100).over(Y, 100);
  }

  /** Over two indices at once: the place is 100 y + x. */
  private static ConformanceProgram argmaxOfTwo() {
    return ConformanceProgram.ofAll("argmax_of_two", "Halide test/correctness/argmax.cpp", () -> {
      RVar r = rvar("r", 10_000);
      Expr value = hill().at(r.rem(100), r.div(100));
      return new Func[] {func("most").is(arg(Reduction.MAX, r, value)),
          func("least").is(arg(Reduction.MIN, r, value))};
    }).expecting("most.v0", (in, at) -> 4100).expecting("most.v1", (in, at) -> 4050)
        .expecting("least.v0", (in, at) -> -1881).expecting("least.v1", (in, at) -> 9900);
  }

  private static ConformanceProgram argmaxUpdate() {
    return program("argmax_update", "argmax", () -> {
      RVar r = rvar("r", 100), s = rvar("s", 100);
      Func g = hill();
      return func("best").is(tuple(lit(0), lit(0), g.at(lit(0), lit(0)))).update(NOWHERE).over(s, r)
          .is(f -> {
            Expr take = g.at(r, s).gt(f.value(2).at());
            return tuple(select(take, r, f.value(0).at()), select(take, s, f.value(1).at()),
                select(take, g.at(r, s), f.value(2).at()));
          });
    }).expecting("best.v0", (in, at) -> 50).expecting("best.v1", (in, at) -> 40)
        .expecting("best.v2", (in, at) -> 4100);
  }

  /** The best so far is kept in one of the elements that are searched. */
  private static ConformanceProgram argmaxInPlace() {
    return program("argmax_in_place", "argmax", () -> {
      RVar r = rvar("r", 100);
      Func h = func("h", X).is(tuple(X.times(lit(100).minus(X)), X)).over(X, 100)
          .update(lit(5)).over(r).is(f -> {
            Expr keep = f.value(0).at(lit(5)).ge(f.value(0).at(r));
            return tuple(select(keep, f.value(0).at(lit(5)), f.value(0).at(r)),
                select(keep, f.value(1).at(lit(5)), f.value(1).at(r)));
          });
      return func("best").is(tuple(h.value(0).at(lit(5)), h.value(1).at(lit(5))));
    }).expecting("best.v0", (in, at) -> 2500).expecting("best.v1", (in, at) -> 50);
  }

  private static Expr saturated(Expr a, Expr b) {
    return a.cast(U16).plus(b.cast(U16)).min(255).cast(U8);
  }

  private static ConformanceProgram saturatingSum() {
    return program("associativity", "associativity", () -> {
      Input a = input("A", U8, lit(13), lit(9));
      Reducer sum = Reducer.of("saturating", List.of(lit(U8, 0)),
          (p, q) -> List.of(saturated(p.getFirst(), q.getFirst())));
      return func("C", I).is(reduce(sum, R, a.at(I, R).div(16)));
    }).expecting("C", (in, at) -> {
      long sum = 0;
      for (int r = 0; r < in.size("A", 1); r++) {
        sum += (long) in.at("A", at[0], r) / 16;
      }
      return Math.min(sum, 255);
    });
  }

  private static ConformanceProgram saturatingPair() {
    return program("rfactor_saturating_pair", "rfactor", () -> {
      RVar r = rvar("r", lit(10), lit(20));
      Reducer sums = Reducer.of("saturating", List.of(lit(U8, 0), lit(U8, 0)),
          (p, q) -> List.of(saturated(p.get(0), q.get(0)), saturated(p.get(1), q.get(1))));
      return func("g").is(reduce(sums, r, tuple(r.cast(U8), r.cast(U8).div(8))));
    }).scheduled(s -> s.split("r", 4).rfactor("r.inner").func("g.partial").vectorize("r.inner"))
        .expecting("g.v0", (in, at) -> 255).expecting("g.v1", (in, at) -> {
      int sum = 0;
      for (int r = 10; r < 30; r++) {
        sum += r / 8;
      }
      return sum;
    });
  }

  private static ConformanceProgram parallelSum() {
    return program("parallel_reductions_sum", "parallel_reductions", () -> {
      RVar r = rvar("r", 16);
      Func runs = func("runs", I).is(sum(r, I.times(16).plus(r))).over(I, 16);
      return func("total").is(sum(R, runs.at(R)));
    }).scheduled(s -> s.split("r", 4).rfactor("r.outer").func("total.partial")
        .parallel("r.outer")).expecting("total", (in, at) -> 256 * 255 / 2);
  }

  /** A scan of each row, one of the rows' ends, and their sums. */
  private static ConformanceProgram parallelScan() {
    return program("parallel_reductions_scan", "parallel_reductions", () -> {
      Input a = input("A", I32, lit(256));
      RVar r = rvar("r", lit(1), lit(15));
      Func rows = func("rows", J, I).is(a.at(J.times(16).plus(I))).over(J, 16).over(I, 16)
          .update(J, r).is(f -> f.at(J, r.minus(1)).plus(f.at(J, r)));
      Func ends = func("ends", J).is(rows.at(J, lit(15))).update(r)
          .is(f -> f.at(r.minus(1)).plus(f.at(r)));
      return func("out", X).is(rows.at(X.div(16), X.rem(16)).plus(
          select(X.lt(16), lit(I32, 0), ends.at(X.div(16).minus(1).max(0))))).over(X, 256);
    }).expecting("out", (in, at) -> {
      double sum = 0;
      for (int i = 0; i <= at[0]; i++) {
        sum += in.at("A", i);
      }
      return sum;
    });
  }

  private static ConformanceProgram complexProduct() {
    return program("rfactor_complex", "rfactor", () -> {
      Input a = input("A", F32, lit(11), lit(2));
      Reducer product = Reducer.of("complex", List.of(lit(1.0), lit(0.0)), (p, q) -> List.of(
          p.get(0).times(q.get(0)).minus(p.get(1).times(q.get(1))),
          p.get(0).times(q.get(1)).plus(p.get(1).times(q.get(0)))));
      return func("g").is(reduce(product, R, tuple(a.at(R, lit(0)), a.at(R, lit(1)))));
    }).scheduled(s -> s.split("r", 3).rfactor("r.outer").func("g.partial").parallel("r.outer"))
        .expecting("g.v0", (in, at) -> product(in)[0])
        .expecting("g.v1", (in, at) -> product(in)[1]);
  }

  private static double[] product(ConformanceProgram.Values in) {
    double re = 1;
    double im = 0;
    for (int r = 0; r < in.size("A", 0); r++) {
      double a = in.at("A", r, 0);
      double b = in.at("A", r, 1);
      double next = re * a - im * b;
      im = re * b + im * a;
      re = next;
    }
    return new double[] {re, im};
  }

  /** The least with where it lies, of equal ones the first, as a combiner of triples. */
  private static ConformanceProgram argminOfTwo() {
    return program("rfactor_argmin", "rfactor", () -> {
      RVar r = rvar("r", lit(10), lit(20)), s = rvar("s", lit(30), lit(40));
      Expr none = lit(Long.MAX_VALUE);
      Reducer least = Reducer.of("least", List.of(none, none, none), (p, q) -> {
        Expr before = p.get(1).lt(q.get(1)).or(p.get(1).eq(q.get(1)).and(p.get(2).lt(
            q.get(2))));
        Expr keep = p.get(0).lt(q.get(0)).or(p.get(0).eq(q.get(0)).and(before));
        return List.of(select(keep, p.get(0), q.get(0)), select(keep, p.get(1), q.get(1)),
            select(keep, p.get(2), q.get(2)));
      });
      return func("g").is(reduce(least, List.of(r, s), tuple(r.times(37).plus(s.times(91)).rem(
          1009), r, s)));
    }).scheduled(s -> s.rfactor("r").func("g.partial").parallel("r"))
        .expecting("g.v0", (in, at) -> {
      int least = Integer.MAX_VALUE;
      for (int r = 10; r < 30; r++) {
        for (int s = 30; s < 70; s++) {
          least = Math.min(least, (37 * r + 91 * s) % 1009);
        }
      }
      return least;
    });
  }

  private static ConformanceProgram runningMaximum() {
    return program("rfactor_max", "rfactor", () -> {
      RVar r = rvar("r", lit(10), lit(20)), s = rvar("s", lit(30), lit(40));
      Func f = func("f", X, Y).is(X.plus(Y)).over(X, 80).over(Y, 80);
      return func("g", X, Y).is(lit(40)).over(X, 80).over(Y, 80).update(r, s)
          .is(g -> g.at(r, s).plus(f.at(r, s)).max(g.at(r, s)));
    }).expecting("g", (in, at) -> at[0] >= 10 && at[0] < 30 && at[1] >= 30 && at[1] < 70
        ? 40 + at[0] + at[1] : 40);
  }

  private static ConformanceProgram innerProduct() {
    return program("rfactor_dot_product", "rfactor", () -> {
      Input a = input("A", I32, lit(1024)), b = input("B", I32, lit(1024));
      return func("dot").is(sum(R, a.at(R).times(b.at(R))));
    }).scheduled(s -> s.split("r", 128).rfactor("r.outer").func("dot.partial")
        .split("r.inner", 8).rfactor("r.inner.inner").parallel("r.outer")
        .func("dot.partial.partial").parallel("r.outer").vectorize("r.inner.inner"))
        .expecting("dot", (in, at) -> {
      double sum = 0;
      for (int r = 0; r < 1024; r++) {
        sum += in.at("A", r) * in.at("B", r);
      }
      return sum;
    });
  }

  /** A sum beside a minimum. */
  private static ConformanceProgram sumAndLeast() {
    return program("rfactor_tuple", "rfactor", () -> {
      RVar r = rvar("r", lit(10), lit(20)), s = rvar("s", lit(30), lit(40));
      Reducer both = Reducer.of("both", List.of(lit(0), lit(Long.MAX_VALUE)),
          (p, q) -> List.of(p.get(0).plus(q.get(0)), p.get(1).min(q.get(1))));
      Func f = func("f", X, Y).is(tuple(X.plus(Y), X.minus(Y))).over(X, 30).over(Y, 70);
      return func("g").is(reduce(both, List.of(r, s), tuple(f.value(0).at(r, s).plus(3),
          f.value(1).at(r, s))));
    }).scheduled(s -> s.rfactor("s").func("g.partial").vectorize("s", 8))
        .expecting("g.v0", (in, at) -> {
      int sum = 0;
      for (int i = 0; i < 800; i++) {
        sum += 10 + i / 40 + 30 + i % 40 + 3;
      }
      return sum;
    }).expecting("g.v1", (in, at) -> 10 - 69);
  }

  private static ConformanceProgram wideningDotProduct() {
    return program("widening_reduction", "widening_reduction", () -> {
      Input a = input("A", U8, lit(40), lit(18)), b = input("B", U8, lit(18));
      return func("C", I).is(sum(List.of(R), a.at(I, R).cast(U16).times(b.at(R).cast(U16)),
          dev.jacquard.dsl.DType.U32));
    }).expecting("C", (in, at) -> {
      long sum = 0;
      for (int r = 0; r < 18; r++) {
        sum += (long) (in.at("A", at[0], r) * in.at("B", r)) & 0xffff;
      }
      return sum;
    });
  }

  private static ConformanceProgram chain() {
    return program("reduction_chain", "reduction_chain", () -> {
      RVar r = rvar("r", 10), s = rvar("s", 10), t = rvar("t", 10), u = rvar("u", 10);
      Func first = func("first", X).is(sum(r, X.plus(r))).over(X, 19);
      Func second = func("second", X).is(max(s, first.at(X.plus(s)))).over(X, 10);
      Func third = func("third", X).is(second.at(X)).over(X, 10).update(t)
          .plus(second.at(lit(9).minus(t)).cast(I64));
      return func("out").is(sum(u, third.at(u)));
    }).expecting("out", (in, at) -> {
      double sum = 0;
      for (int x = 0; x < 10; x++) {
        sum += 2 * (10 * (x + 9) + 45);
      }
      return sum;
    });
  }

  /** Forty Funcs after four, each of which reads the ten before it at two places. */
  private static ConformanceProgram inlineChain() {
    return program("deep_inline_chain", "deep_inline_chain", () -> {
      List<Func> chain = new ArrayList<>();
      for (int i = 0; i < 44; i++) {
        Expr sum = lit(I32, 0);
        for (Func f : chain.subList(Math.max(0, i - 10), i)) {
          sum = sum.plus(f.at(X, lit(0)).times(f.at(X, lit(1))));
        }
        Expr value = i < 4 ? X.plus(Y).plus(i).cast(I32) : sum.times(sum).plus(i - 4);
        chain.add(func("f" + i, X, Y).is(value).over(X, 3).over(Y, 2));
      }
      return chain.getLast();
    }).expecting("f43", (in, at) -> {
      int[][] f = new int[44][2];
      for (int i = 0; i < 44; i++) {
        int sum = 0;
        for (int k = Math.max(0, i - 10); k < i; k++) {
          sum += f[k][0] * f[k][1];
        }
        f[i][0] = i < 4 ? at[0] + i : sum * sum + i - 4;
        f[i][1] = i < 4 ? f[i][0] + 1 : f[i][0];
      }
      return f[43][at[1]];
    });
  }
}

package dev.jacquard.conformance.programs;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.conformance.programs.ConformanceProgram.Values;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Halide's test of gradients, and its fit of a polynomial by them. */
final class HalideGradients {

  private static final Var X = var("x");
  private static final Var Y = var("y");
  private static final RVar R = rvar("r");
  private static final RVar S = rvar("s");

  private HalideGradients() {}

  static List<ConformanceProgram> programs() {
    return List.of(scalars(), boxes(), convolution(), horner(), resampling(), edges(), twice(),
        twiceConvolved(), resized(), broadcast(), guarded(), scalarInput(), fit());
  }

  private static ConformanceProgram program(String name, Supplier<Func[]> gradients) {
    return ConformanceProgram.ofAll("autodiff_" + name, "Halide test/correctness/autodiff.cpp",
        gradients);
  }

  private static Func[] outputs(Func loss, Input... inputs) {
    return gradient(loss, inputs).toArray(Func[]::new);
  }

  private static Tensor counting(int... shape) {
    Tensor tensor = Tensor.zeros(F32, Arrays.stream(shape).asLongStream().toArray());
    for (long i = 0; i < tensor.size(); i++) {
      tensor.setDoubleAt(i, i + 1.0);
    }
    return tensor;
  }

  private static Expr square(Expr e) {
    return e.times(e);
  }

  private static Expr functions(Expr x) {
    return sin(x).plus(cos(x)).plus(tan(x)).plus(exp(x)).plus(log(x)).plus(sqrt(x))
        .plus(pow(x, lit(1.5))).plus(pow(lit(F64, 1.5), x)).plus(asin(x)).plus(acos(x).times(1.2))
        .plus(atan(x)).plus(atan2(x, lit(2.0))).plus(atan2(lit(F64, 2), x).times(1.3))
        .plus(sinh(x)).plus(cosh(x).times(1.2)).plus(tanh(x)).plus(asinh(x))
        .plus(acosh(x.plus(1))).plus(atanh(x));
  }

  private static double functionsBy(double x) {
    return Math.cos(x) - Math.sin(x) + 1 / Math.pow(Math.cos(x), 2) + Math.exp(x) + 1 / x
        + 0.5 / Math.sqrt(x) + 1.5 * Math.sqrt(x) + Math.log(1.5) * Math.pow(1.5, x)
        - 0.2 / Math.sqrt(1 - x * x) + 1 / (x * x + 1) + 2 / (4 + x * x) - 2.6 / (4 + x * x)
        + Math.cosh(x) + 1.2 * Math.sinh(x) + 1 / Math.pow(Math.cosh(x), 2)
        + 1 / Math.sqrt(x * x + 1) + 1 / Math.sqrt(x * (x + 2)) + 1 / (1 - x * x);
  }

  /** A polynomial, all functions, inverses, roundings, extremes, sizes, choices, weights. */
  private static ConformanceProgram scalars() {
    double[] at = {5, 0.5, 2.5, 2.5, 2.5, -2.5, 5, 2, 6, 0.1};
    double[] slopes = {8 - 3.0 / 25, functionsBy(0.5), -1 / 6.25 - 0.5 * Math.pow(2.5, -1.5), 0, 8,
        -5, 9, 0.9, 0.1, 4};
    return program("scalar", () -> {
      Input a = input("A", F64, lit(10));
      Expr[] v = new Expr[10];
      Arrays.setAll(v, k -> a.at(lit(k)));
      Expr sum = square(v[0]).minus(v[0].times(2)).plus(5).plus(lit(F64, 3).div(v[0]))
          .plus(functions(v[1])).plus(lit(F64, 1).div(v[2])).plus(rsqrt(v[2]))
          .plus(ceil(v[3])).plus(floor(v[3])).plus(round(v[3])).plus(trunc(v[3]))
          .plus(v[4].max(5).times(2)).plus(v[4].max(1).times(3)).plus(v[4].min(3).times(5))
          .plus(v[4].min(2).times(7)).plus(abs(v[5]).times(2)).plus(abs(v[5].unaryMinus()).times(3))
          .plus(select(v[6].gt(0), v[6].times(2), v[6].times(3)))
          .plus(select(v[6].lt(0), v[6].times(5), v[6].times(7)))
          .plus(v[7].times(lit(F64, 1).minus(v[9]))).plus(v[8].times(v[9]));
      return outputs(func("L").is(sum), a);
    }).given("A", Tensor.of(at, 10)).expecting("L.grad.A", (in, p) -> slopes[p[0]]);
  }

  /** Sums of neighbours, squared: without an edge, with one, and in two dimensions. */
  private static ConformanceProgram boxes() {
    return program("box", () -> {
      Input a = input("A", F32, lit(3)), b = input("B", F32, lit(2)), c = input("C", F32, lit(5),
          lit(5));
      Func inner = func("inner", X).is(a.at(X).plus(a.at(X.plus(1))));
      Func edged = func("edged", X).is(b.edge(Edge.CLAMP).at(X).plus(b.edge(Edge.CLAMP).at(
          X.plus(1)))).over(X, 2);
      RVar p = rvar("p", 3), q = rvar("q", 3);
      Func plane = func("plane", X, Y).is(sum(p, q, c.edge(Edge.CLAMP).at(X.plus(p),
          Y.plus(q).minus(1)))).over(X, 5).over(Y, 5);
      return new Func[] {outputs(func("L").is(sum(R, square(inner.at(R)))), a)[0],
          outputs(func("M").is(sum(R, square(edged.at(R)))), b)[0],
          outputs(func("N").is(sum(R, S, square(plane.at(R, S)))), c)[0]};
    }).given("A", counting(3)).given("B", counting(2))
        .expecting("L.grad.A", (in, at) -> new double[] {6, 16, 10}[at[0]])
        .expecting("M.grad.B", (in, at) -> new double[] {6, 22}[at[0]])
        .expecting("N.grad.C", (in, at) -> planeBy(in, at));
  }

  private static double planeBy(Values in, int[] at) {
    double slope = 0;
    for (int i = 0; i < 25; i++) {
      double box = 0;
      int hits = 0;
      for (int k = 0; k < 9; k++) {
        int x = Math.min(i / 5 + k / 3, 4);
        int y = Math.clamp(i % 5 + k % 3 - 1, 0, 4);
        box += in.at("C", x, y);
        hits += x == at[0] && y == at[1] ? 1 : 0;
      }
      slope += 2 * box * hits;
    }
    return slope;
  }

  private static ConformanceProgram convolution() {
    return program("convolution", () -> {
      Input a = input("A", F32, lit(4)), k = input("K", F32, lit(2));
      Func convolved = func("convolved", X).is(sum(S, a.edge(Edge.CLAMP).at(X.plus(S)).times(
          k.at(S)))).over(X, 4);
      return outputs(func("L").is(sum(R, square(convolved.at(R)))), a, k);
    }).given("A", counting(4)).given("K", Tensor.of(new float[] {2, 1}, 2))
        .expecting("L.grad.A", (in, at) -> new double[] {16, 36, 54, 92}[at[0]])
        .expecting("L.grad.K", (in, at) -> at[0] == 0 ? 60 * 2 + 72 : 72 * 2 + 90);
  }

  /** Horner's rule by a chain of Funcs. */
  private static ConformanceProgram horner() {
    return program("horner", () -> {
      Input a = input("A", F32, lit(8));
      Func p = func("p0", X).is(a.at(lit(0))).over(X, 1024);
      for (int i = 1; i < 8; i++) {
        p = func("p" + i, X).is(p.at(X).times(X.cast(F32).div(1023.0)).plus(a.at(lit(i))))
            .over(X, 1024);
      }
      return outputs(func("L").is(sum(R, p.at(R).div(1024.0))), a);
    }).expecting("L.grad.A", (in, at) -> {
      double sum = 0;
      for (int j = 0; j < 1024; j++) {
        sum += Math.pow(j / 1023.0, 7 - at[0]);
      }
      return sum / 1024;
    });
  }

  /** Linearly between the two elements beside a place that is itself an input. */
  private static ConformanceProgram resampling() {
    double[] slopes = {0.7, 0.5, 0.8};
    return program("resampling", () -> {
      Input places = input("P", F32, lit(2), lit(3)), a = input("A", F32, lit(3), lit(3));
      Expr low = floor(places.at(X, Y)).clamp(lit(0.0), lit(1.0)), at = low.cast(I64);
      Expr part = places.at(X, Y).minus(low);
      Func f = func("f", X, Y).is(a.at(at.clamp(lit(0), lit(1)), Y).times(lit(1.0).minus(part))
          .plus(a.at(at.clamp(lit(0), lit(1)).plus(1), Y).times(part)));
      return outputs(func("L").is(sum(R, S, f.at(R, S))), places, a);
    }).given("P", Tensor.of(new float[] {0.3f, 0.3f, 0.3f, 1.8f, 1.8f, 1.8f}, 2, 3))
        .expecting("L.grad.P", (in, at) -> in.at("A", at[0] + 1, at[1]) - in.at("A", at[0], at[1]))
        .expecting("L.grad.A", (in, at) -> slopes[at[0]]);
  }

  private static ConformanceProgram edges() {
    double[][] slopes = {{1, 5}, {1, 2}, {3, 3}, {2, 4}, {3, 3}};
    ConformanceProgram program = program("edges", () -> {
      Input a = input("A", F32, lit(2));
      List<Func> all = new ArrayList<>();
      for (Edge edge : List.of(Edge.CLAMP, Edge.constant(0), Edge.WRAP, Edge.MIRROR,
          Edge.MIRROR_INTERIOR)) {
        Func blur = func("blur" + all.size(), X).is(a.edge(edge).at(X).plus(a.edge(edge).at(
            X.plus(1)))).over(X, 3);
        all.add(outputs(func("L" + all.size()).is(sum(R, blur.at(R))), a)[0]);
      }
      return all.toArray(Func[]::new);
    });
    for (int k = 0; k < 5; k++) {
      double[] slope = slopes[k];
      program = program.expecting("L" + k + ".grad.A", (in, at) -> slope[at[0]]);
    }
    return program;
  }

  private static ConformanceProgram twice() {
    return program("second_order", () -> {
      Input a = input("A", F32);
      Func slope = outputs(func("L").is(square(a.at()).plus(a.at().times(3.0)).plus(4.0)), a)[0];
      return new Func[] {slope, outputs(slope, a)[0]};
    }).given("A", Tensor.of(new float[] {1}).reshape())
        .expecting("L.grad.A", (in, at) -> 5).expecting("L.grad.A.grad.A", (in, at) -> 2);
  }

  /** The slope of the sum of the slopes of a convolution's distance from a target. */
  private static ConformanceProgram twiceConvolved() {
    return program("second_order_convolution", () -> {
      Input a = input("A", F32, lit(10)), target = input("T", F32, lit(8));
      RVar tap = rvar("tap", 3);
      Func convolved = func("convolved", X).is(sum(tap, a.at(X.plus(tap))));
      Func slope = outputs(func("L").is(sum(R, square(convolved.at(R).minus(target.at(R))))), a)[0];
      return new Func[] {slope, outputs(func("M").is(sum(R, slope.at(R))), a)[0]};
    }).expecting("M.grad.A", (in, at) -> 6 * Math.min(3, 1 + Math.min(at[0], 9 - at[0])));
  }

  /** Down by four, up by four, and by quotients rounded both ways. */
  private static ConformanceProgram resized() {
    return program("resized", () -> {
      Input a = input("A", F32, lit(10)), b = input("B", F32, lit(4)), c = input("C", F32, lit(3));
      RVar k = rvar("k", 4), r = rvar("r", 8);
      Func down = func("down", X).is(sum(k, a.at(X.times(4).plus(k)))).over(X, 2);
      Func up = func("up", X).is(b.at(X.div(4))).over(X, 16);
      Expr quarter = r.cast(F32).div(4.0);
      return new Func[] {outputs(func("L").is(sum(R, down.at(R))), a)[0],
          outputs(func("M").is(sum(R, up.at(R))), b)[0], outputs(func("N").is(sum(r,
              c.at(floor(quarter).cast(I64).clamp(lit(0), lit(2))).plus(c.at(ceil(quarter)
                  .cast(I64).clamp(lit(0), lit(2)))))), c)[0]};
    }).expecting("L.grad.A", (in, at) -> at[0] < 8 ? 1 : 0).expecting("M.grad.B", (in, at) -> 4)
        .expecting("N.grad.C", (in, at) -> new double[] {5, 8, 3}[at[0]]);
  }

  /** One dimension read as two, and two turned. */
  private static ConformanceProgram broadcast() {
    return program("broadcast", () -> {
      Input a = input("A", F32, lit(2)), b = input("B", F32, lit(5), lit(5)), target = input("T",
          F32, lit(5), lit(5));
      Func wide = func("wide", X, Y).is(X.plus(1).cast(F32).times(a.at(Y))).over(X, 2);
      Func turned = func("turned", X, Y).is(b.at(Y, X));
      return new Func[] {outputs(func("L").is(sum(R, S, square(wide.at(R, S)))), a)[0],
          outputs(func("M").is(sum(R, S, square(turned.at(R, S).minus(target.at(R, S))))), b)[0]};
    }).given("A", counting(2)).expecting("L.grad.A", (in, at) -> 10 + 10 * at[0])
        .expecting("M.grad.B", (in, at) -> 2 * (in.at("B", at[0], at[1])
            - in.at("T", at[1], at[0])));
  }

  /** What is not chosen has no finite slope. */
  private static ConformanceProgram guarded() {
    return program("select_guard", () -> {
      Input a = input("A", F32, lit(2));
      Expr v = a.at(X), some = v.gt(0.0);
      Func f = func("f", X).is(select(some, X.plus(1).cast(F32).div(v), v)
          .plus(select(some, sqrt(v), lit(1.0)))
          .plus(select(some, atan2(lit(1.0), v), v.times(2.0)))
          .plus(select(some, log(v), v.times(3.0))));
      return outputs(func("L").is(sum(R, f.at(R))), a);
    }).given("A", Tensor.of(new float[] {0, 1}, 2))
        .expecting("L.grad.A", (in, at) -> at[0] == 0 ? 6 : -1);
  }

  private static ConformanceProgram scalarInput() {
    return program("param", () -> {
      Input p = input("P", F32), b = input("B", F32, lit(2));
      return outputs(func("L").is(square(p.at()).times(2.0).times(b.at(lit(0)))), p, b);
    }).given("P", Tensor.of(new float[] {2}).reshape()).given("B", Tensor.of(new float[] {1, 0}, 2))
        .expecting("L.grad.P", (in, at) -> 8)
        .expecting("L.grad.B", (in, at) -> at[0] == 0 ? 8 : 0);
  }

  /** One step down the slope for an odd polynomial of 8 terms that is to be the sine. */
  private static ConformanceProgram fit() {
    return ConformanceProgram.ofAll("fit_function", "Halide test/correctness/fit_function.cpp",
        () -> {
          Input c = input("C", F64, lit(8)), rate = input("rate", F64);
          Range samples = new Range(lit(1), lit(999));
          Expr x = X.cast(F64).times(Math.PI / 2000);
          Func p = func("p7", X).is(c.at(lit(7)).times(x)).over(X, samples);
          for (int i = 6; i >= 0; i--) {
            p = func("p" + i, X).is(p.at(X).times(x).plus(c.at(lit(i))).times(x)).over(X, samples);
          }
          Func error = func("error", X).is(square(p.at(X).div(sin(x)).minus(1))).over(X, samples);
          Func loss = func("L").is(sum(R, error.at(R)).div(1000));
          Func slope = outputs(loss, c)[0];
          return new Func[] {loss, func("next", X).is(c.at(X).minus(rate.at().times(slope.at(X))))};
        }).given("C", Tensor.of(new double[] {1, 0, 0, 0, 0, 0, 0, 0}, 8))
        .given("rate", Tensor.of(new double[] {0.1}).reshape()).expecting("next", (in, at) -> {
          double slope = 0;
          for (int i = 1; i < 1000; i++) {
            double x = i * Math.PI / 2000;
            slope += 2 * (x / Math.sin(x) - 1) * Math.pow(x, 2 * at[0] + 1)
                / Math.sin(x) / 1000;
          }
          return (at[0] == 0 ? 1 : 0) - 0.1 * slope;
        });
  }
}

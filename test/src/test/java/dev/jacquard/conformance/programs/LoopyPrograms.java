package dev.jacquard.conformance.programs;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.Dsl.*;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Loopy's scans and the kernels of its applications. */
final class LoopyPrograms {

  private static final String SCAN = "loopy test/test_scan.py";
  private static final String APPS = "loopy test/test_apps.py";
  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final Var E = var("e");
  private static final Var K = var("k");
  private static final RVar R = rvar("r");

  private LoopyPrograms() {}

  static List<ConformanceProgram> programs() {
    return List.of(segmentedScan(), stridedScan(), dependentScan(), nestedScan(), spmv(),
        finiteElements(), stencil(), sumFactorization(), latticeBoltzmann(), bernstein(),
        bernsteinWhole());
  }

  private static ConformanceProgram program(String name, String origin, Supplier<Func> output) {
    return ConformanceProgram.of(name, origin, output);
  }

  /** A sum that begins anew wherever a flag is set. */
  private static ConformanceProgram segmentedScan() {
    return program("segmented_scan", SCAN, () -> {
      Input a = input("A", F32, lit(100)), flags = input("flags", I32, lit(100));
      RVar r = rvar("r", lit(1), lit(99));
      return func("C", I).is(a.at(I)).update(r).where(flags.at(r).eq(0))
          .is(c -> c.at(r.minus(1)).plus(c.at(r)));
    }).given("flags", flags(100, 7, 31, 32, 80)).expecting("C", (in, at) -> {
      double sum = 0;
      for (int i = 0; i <= at[0]; i++) {
        sum = (in.at("flags", i) != 0 ? 0 : sum) + in.at("A", i);
      }
      return sum;
    });
  }

  private static Tensor flags(int n, int... set) {
    int[] flags = new int[n];
    for (int i : set) {
      flags[i] = 1;
    }
    return Tensor.of(flags, n);
  }

  /** Sums up to every third element. */
  private static ConformanceProgram stridedScan() {
    return program("sequential_scan", SCAN, () -> {
      Input a = input("A", F32, lit(60));
      RVar r = rvar("r", lit(1), lit(59));
      Func sums = func("sums", I).is(a.at(I)).update(r).is(c -> c.at(r.minus(1)).plus(c.at(r)));
      return func("C", I).is(sums.at(I.times(3)));
    }).expecting("C", (in, at) -> {
      double sum = 0;
      for (int i = 0; i <= 3 * at[0]; i++) {
        sum += in.at("A", i);
      }
      return sum;
    });
  }

  /** The bound of the sum is twice the index, so that it is a scan with a stride. */
  private static ConformanceProgram dependentScan() {
    RVar r = rvar("r", 200);
    return program("dependent_domain_scan", SCAN, () -> func("C", I).is(sum(r, r.times(r))
        .where(r.le(I.times(2)))).over(I, 100)).expecting("C", (in, at) -> {
          int n = 2 * at[0];
          return n * (n + 1) * (2 * n + 1) / 6;
        });
  }

  /** A sum of sums. */
  private static ConformanceProgram nestedScan() {
    return program("nested_scan", SCAN, () -> {
      RVar r = rvar("r", lit(1), lit(69)), s = rvar("s", lit(1), lit(69));
      Func inner = func("inner", I).is(lit(1)).over(I, 70).update(r)
          .is(c -> c.at(r.minus(1)).plus(c.at(r)));
      return func("C", I).is(inner.at(I)).update(s).is(c -> c.at(s.minus(1)).plus(c.at(s)));
    }).expecting("C", (in, at) -> (at[0] + 1) * (at[0] + 2) / 2);
  }

  /** A sparse matrix times a vector: the ends of a row's sum are read from memory. */
  private static ConformanceProgram spmv() {
    int[] starts = {0, 3, 3, 7, 12, 13, 20};
    return program("spmv", "loopy examples/sparse.py", () -> {
      Input start = input("starts", I32, lit(7)), column = input("columns", I32, lit(20));
      Input value = input("values", F64, lit(20)), x = input("X", F64, lit(9));
      RVar r = rvar("r", 7);
      Expr first = start.at(I).cast(I64), end = start.at(I.plus(1)).cast(I64);
      Expr at = first.plus(r).clamp(lit(0), lit(19));
      return func("Y", I).is(sum(r, value.at(at).times(x.at(column.at(at).cast(I64)
          .clamp(lit(0), lit(8))))).where(first.plus(r).lt(end))).over(I, 6);
    }).given("starts", Tensor.of(starts, 7)).expecting("Y", (in, at) -> {
      double sum = 0;
      for (int k = starts[at[0]]; k < starts[at[0] + 1]; k++) {
        sum += in.at("values", k) * in.clamped("X", (long) in.at("columns", k));
      }
      return sum;
    });
  }

  /** The element matrices of a Poisson problem. */
  private static ConformanceProgram finiteElements() {
    return program("poisson_fem", APPS, () -> {
      Input inverse = input("DFinv", F32, lit(12), lit(3), lit(3));
      Input gradient = input("DPsi", F32, lit(5), lit(7), lit(3));
      Input jacobian = input("J", F32, lit(12)), weight = input("w", F32, lit(7));
      Var k = var("k"), d = var("d");
      RVar l = rvar("l"), q = rvar("q");
      Func turned = func("dpsi", E, I, k, d).is(sum(R, inverse.at(E, R, d)
          .times(gradient.at(I, k, R))));
      return func("A", E, I, J).is(sum(q, l, jacobian.at(E).times(weight.at(q))
          .times(turned.at(E, I, q, l)).times(turned.at(E, J, q, l))));
    }).expecting("A", (in, at) -> {
      double sum = 0;
      for (int q = 0; q < 7; q++) {
        for (int l = 0; l < 3; l++) {
          double p = 0;
          double s = 0;
          for (int r = 0; r < 3; r++) {
            p += in.at("DFinv", at[0], r, l) * in.at("DPsi", at[1], q, r);
            s += in.at("DFinv", at[0], r, l) * in.at("DPsi", at[2], q, r);
          }
          sum += in.at("J", at[0]) * in.at("w", q) * p * s;
        }
      }
      return sum;
    });
  }

  private static ConformanceProgram stencil() {
    return program("stencil", APPS, () -> {
      Input a = input("A", F32, lit(34), lit(35));
      Expr here = a.at(I.plus(1), J.plus(1));
      return func("Z", I, J).is(here.times(-2.0).plus(a.at(I, J.plus(1))).plus(a.at(I.plus(2),
          J.plus(1))).plus(a.at(I.plus(1), J)).plus(a.at(I.plus(1), J.plus(2))));
    }).expecting("Z", (in, at) -> -2 * in.at("A", at[0] + 1, at[1] + 1)
        + in.at("A", at[0], at[1] + 1) + in.at("A", at[0] + 2, at[1] + 1)
        + in.at("A", at[0] + 1, at[1]) + in.at("A", at[0] + 1, at[1] + 2));
  }

  /** Products of powers, summed over two axes one after the other. */
  private static ConformanceProgram sumFactorization() {
    return program("sum_factorization", APPS, () -> {
      Input x = input("X", F32, lit(2), lit(6)), w = input("w", F32, lit(2), lit(6));
      Var k = var("k"), p = var("p"), q = var("q");
      Func power = func("power", E, I, k).is(select(I.eq(0), lit(1.0), select(I.eq(1), x.at(E, k),
          x.at(E, k).times(x.at(E, k))))).over(I, 3);
      Func axis = func("axis", E, I, J).is(sum(R, power.at(E, I, R).times(power.at(E, J, R))
          .times(w.at(E, R))));
      return func("A", I, J, p, q).is(axis.at(lit(0), I, p).times(axis.at(lit(1), J, q)));
    }).expecting("A", (in, at) -> {
      double sum = 0;
      for (int k = 0; k < 36; k++) {
        sum += Math.pow(in.at("X", 0, k / 6), at[0] + at[2]) * in.at("w", 0, k / 6)
            * Math.pow(in.at("X", 1, k % 6), at[1] + at[3]) * in.at("w", 1, k % 6);
      }
      return sum;
    });
  }

  /** One step of the shallow-water equations: three times four velocities. */
  private static ConformanceProgram latticeBoltzmann() {
    return program("lattice_boltzmann", APPS, () -> {
      Input f = input("F", F32, lit(18), lit(17), lit(12));
      Expr[] m = new Expr[12];
      List<Expr> all = new ArrayList<>();
      for (int g = 0; g < 12; g += 4) {
        Expr west = f.at(I, J.plus(1), lit(g)), south = f.at(I.plus(1), J, lit(g + 1));
        Expr east = f.at(I.plus(2), J.plus(1), lit(g + 2));
        Expr north = f.at(I.plus(1), J.plus(2), lit(g + 3));
        all.add(west.plus(south).plus(east).plus(north));
        all.add(west.minus(east).times(4.0));
        all.add(south.minus(north).times(4.0));
        all.add(west.minus(south).plus(east).minus(north));
      }
      Func moments = func("moments", I, J).is(tuple(all.toArray(Expr[]::new)));
      for (int k = 0; k < 12; k++) {
        m[k] = moments.value(k).at(I, J);
      }
      return collided(m);
    }).given("F", positive());
  }

  /** Densities near one, so that the quotients by their sum are tame. */
  private static Tensor positive() {
    Tensor tensor = Tensor.random(F32, 3, 18, 17, 12);
    for (long i = 0; i < tensor.size(); i++) {
      tensor.setDoubleAt(i, 1 + tensor.getDoubleAt(i) / 4);
    }
    return tensor;
  }

  private static Func collided(Expr[] m) {
    Expr half = m[0].times(m[0]).times(0.5), mixed = m[4].times(m[8]).div(m[0]);
    Expr[] to = {m[0], relaxed(m[1], m[4], 2.0), relaxed(m[2], m[8], 2.0), m[3].times(-0.5),
        m[4], relaxed(m[5], half.plus(m[4].times(m[4]).div(m[0])), 1.5),
        relaxed(m[6], mixed, 1.5), m[7].times(1 - 1.2),
        m[8], relaxed(m[9], mixed, 1.5),
        relaxed(m[10], half.plus(m[8].times(m[8]).div(m[0])), 1.5), m[11].times(1 - 1.2)};
    List<Expr> out = new ArrayList<>();
    for (int g = 0; g < 12; g += 4) {
      for (int d = 0; d < 4; d++) {
        Expr flow = to[g + 1 + d % 2].times(d < 2 ? 0.125 : -0.125);
        out.add(to[g].times(0.25).plus(flow).plus(to[g + 3].times(d % 2 == 0 ? 0.25 : -0.25)));
      }
    }
    return func("next", I, J).is(tuple(out.toArray(Expr[]::new)));
  }

  private static Expr relaxed(Expr m, Expr rest, double rate) {
    return m.plus(rest.minus(m).times(rate));
  }

  /** A polynomial of degree 4 in Bernstein's form, at 7 points of its second coordinate. */
  private static Func atPoints(Input points, Input coefficients) {
    RVar a = rvar("a", lit(1), lit(4)), b = rvar("b", 5);
    Expr s = lit(1.0).minus(points.at(lit(1), I)), ratio = points.at(lit(1), I).div(s);
    Func weights = func("weights", J, I, K).is(select(J.eq(4), lit(1.0), select(J.eq(3), s,
        select(J.eq(2), s.times(s), select(J.eq(1), s.times(s).times(s), s.times(s).times(s)
            .times(s)))))).over(J, 5).over(K, 5).update(J, I, a).is(f -> f.at(J, I, a.minus(1))
                .times(ratio).times(lit(5).minus(J).minus(a).cast(F32)).div(a.cast(F32)));
    Expr at = J.times(5).minus(J.times(J.minus(1)).div(2)).plus(b).clamp(lit(0), lit(14));
    return func("tmp", E, J, I).is(sum(b, weights.at(J, I, b).times(coefficients.at(at)))
        .where(J.plus(b).le(4))).over(E, 20);
  }

  private static double binomial(int n, int k) {
    return k == 0 ? 1 : binomial(n, k - 1) * (n - k + 1) / k;
  }

  private static double bernstein(double x, int degree, int k) {
    return binomial(degree, k) * Math.pow(x, k) * Math.pow(1 - x, degree - k);
  }

  private static double atPoint(ConformanceProgram.Values in, int a, int i) {
    double sum = 0;
    for (int b = 0; b <= 4 - a; b++) {
      sum += bernstein(in.at("points", 1, i), 4 - a, b)
          * in.at("coefficients", 5 * a - a * (a - 1) / 2 + b);
    }
    return sum;
  }

  private static Tensor points() {
    Tensor tensor = Tensor.zeros(F32, 2, 7);
    for (int k = 0; k < 14; k++) {
      tensor.setDoubleAt(k, (k % 7 + 1 + k / 7) / 10.0);
    }
    return tensor;
  }

  private static ConformanceProgram bernstein() {
    return program("rob_stroud_bernstein", APPS, () -> atPoints(input("points", F32, lit(2),
        lit(7)), input("coefficients", F32, lit(15)))).given("points", points())
        .expecting("tmp", (in, at) -> atPoint(in, at[1], at[2]));
  }

  /** The same, then at 7 points of the first coordinate. */
  private static ConformanceProgram bernsteinWhole() {
    return program("rob_stroud_bernstein_full", APPS, () -> {
      Input points = input("points", F32, lit(2), lit(7));
      Func tmp = atPoints(points, input("coefficients", F32, lit(15)));
      Expr x = points.at(lit(0), I), s = lit(1.0).minus(x);
      RVar a = rvar("a", lit(1), lit(4)), b = rvar("b", 5);
      Func weights = func("outer", I, K).is(s.times(s).times(s).times(s)).over(K, 5).update(I, a)
          .is(f -> f.at(I, a.minus(1)).times(x).div(s).times(lit(5).minus(a).cast(F32))
              .div(a.cast(F32)));
      return func("result", E, I, J).is(sum(b, weights.at(I, b).times(tmp.at(E, b, J))));
    }).given("points", points()).expecting("result", (in, at) -> {
      double sum = 0;
      for (int a = 0; a < 5; a++) {
        sum += bernstein(in.at("points", 0, at[1]), 4, a) * atPoint(in, a, at[2]);
      }
      return sum;
    });
  }
}

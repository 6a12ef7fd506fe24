package dev.jacquard.dsl;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Names in capitals are the cases of the Tensor Comprehensions paper and its tests. */
class RangeInferenceTest {

  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final Dim N = dim("n", 10);
  private static final Dim M = dim("m", 20);
  private static final RVar K = rvar("k");

  /** The ranges of the last Func and of its reduction. */
  private static String ranges(Func f) {
    return ranges(Algorithm.of(f));
  }

  private static String ranges(Algorithm algorithm) {
    Func last = algorithm.outputs().getFirst();
    String own = last.indices().stream().map(v -> v + " in " + last.range(v).orElseThrow())
        .collect(Collectors.joining(", "));
    return last.reduction().map(r -> own + "; " + r.variables().stream()
        .map(v -> v + " in " + v.given()).collect(Collectors.joining(", "))).orElse(own);
  }

  @Test
  void matrixProduct() {
    Input a = input("A", F32, N, M);
    Input b = input("B", F32, M, dim("p", 30));
    assertEquals("i in [0, n), j in [0, p); k in [0, m)",
        ranges(func("C", I, J).is(sum(K, a.at(I, K).times(b.at(K, J))))));
  }

  @Test
  void shift1D() {
    Input x = input("X", F32, N);
    assertEquals("i in [0, n - 1)", ranges(func("Y", I).is(x.at(I).plus(x.at(I.plus(1))))));
    assertEquals("i in [-1, n - 1)", ranges(func("Y", I).is(x.at(I.plus(1)))));
    assertEquals("i in [2, n + 2)", ranges(func("Y", I).is(x.at(I.minus(2)))));
  }

  @Test
  void twoShiftsIntersect() {
    Input x = input("X", F32, N);
    assertEquals("i in [1, n - 1)",
        ranges(func("Y", I).is(x.at(I.plus(1)).plus(x.at(I.minus(1))))));
  }

  @Test
  void reversedIndex() {
    Input x = input("X", F32, N);
    assertEquals("i in [0, n)", ranges(func("Y", I).is(x.at(N.minus(1).minus(I)))));
  }

  @Test
  void convolution() {
    Input x = input("X", F32, N);
    Input w = input("W", F32, M);
    assertEquals("i in [0, n - m + 1); k in [0, m)",
        ranges(func("Y", I).is(sum(K, x.at(I.plus(K)).times(w.at(K))))));
  }

  @Test
  void stridedConvolution() {
    Input x = input("X", F32, N);
    Input w = input("W", F32, M);
    Func y = func("Y", I).is(sum(K, x.at(I.times(3).plus(K)).times(w.at(K))));
    assertEquals("i in [0, (n - m) / 3 + 1); k in [0, m)", ranges(y));
    assertEquals("i in [0, 4); k in [0, 3)",
        ranges(Algorithm.of(y).with(Sizes.parse("n=13,m=3"))));
    assertEquals("i in [0, 3); k in [0, 3)",
        ranges(Algorithm.of(y).with(Sizes.parse("n=11,m=3"))));
  }

  @Test
  void convGrad() {
    Input x = input("X", F32, N);
    Input dy = input("G", F32, M);
    assertEquals("j in [0, n - m + 1); k in [0, m)",
        ranges(func("D", J).is(sum(K, x.at(K.plus(J)).times(dy.at(K))))));
  }

  @Test
  void capsuleConvolution() {
    Dim n = dim("n", 32);
    Input p = input("P", F32, n, lit(32), lit(15), lit(15), lit(4), lit(4));
    Input w = input("W", F32, lit(32), lit(32), lit(3), lit(3), lit(4), lit(4));
    Var b = var("b");
    Var co = var("co");
    Var y = var("y");
    Var x = var("x");
    RVar ci = rvar("ci");
    RVar ky = rvar("ky");
    RVar kx = rvar("kx");
    Func v = func("V", b, co, y, x, I, J).is(sum(List.of(ci, ky, kx, K),
        p.at(b, ci, y.times(2).plus(ky), x.times(2).plus(kx), I, K)
            .times(w.at(ci, co, ky, kx, K, J))));
    assertEquals("b in [0, n), co in [0, 32), y in [0, 7), x in [0, 7), i in [0, 4), j in [0, 4); "
        + "ci in [0, 32), ky in [0, 3), kx in [0, 3), k in [0, 4)", ranges(v));
  }

  @Test
  void ambiguousRotateFails() {
    Input x = input("X", F32, N);
    UserError error = assertThrows(UserError.class,
        () -> Algorithm.of(func("Y", I, J).is(x.at(I.plus(J)))));
    assertEquals("Func Y at RangeInferenceTest.java:%d: the range of i is ambiguous: it appears "
        .formatted(line(error)) + "only in i + j in dimension 0 of X. Give it: .over(i, extent).",
        error.getMessage());
  }

  private static int line(UserError error) {
    return Integer.parseInt(error.getMessage().replaceAll("(?s).*?java:(\\d+).*", "$1"));
  }

  @Test
  void unambiguousRotatePasses() {
    Input x = input("X", F32, N);
    assertEquals("i in [0, 4), j in [0, n - 3)",
        ranges(func("Y", I, J).is(x.at(I.plus(J))).over(I, 4)));
  }

  @Test
  void aReductionIndexIsAskedForByItsOwnForm() {
    Input x = input("X", F32, N);
    Func f = func("Y", I).is(sum(K, x.at(I.plus(K))));
    UserError error = assertThrows(UserError.class, () -> Algorithm.of(f));
    assertEquals("Func Y at %s: the range of i is ambiguous: it appears only in i + k in dimension "
        .formatted(f.where()) + "0 of X. Give it: .over(i, extent).", error.getMessage());
    Func g = func("Z").is(sum(K, lit(F32, 1)));
    error = assertThrows(UserError.class, () -> Algorithm.of(g));
    assertEquals("Func Z at %s: the reduction index k is used nowhere and has no range. "
        .formatted(g.where()) + "Use it, leave it out, or give it a range: "
        + "rvar(\"k\", extent).", error.getMessage());
  }

  @Test
  void anEdgeRuleDecidesOnlyWhereNothingElseDoes() {
    Input x = input("X", F32, N);
    Func blur = func("B", I).is(x.edge(Edge.CLAMP).at(I.minus(1))
        .plus(x.edge(Edge.CLAMP).at(I)).plus(x.edge(Edge.CLAMP).at(I.plus(1))));
    assertEquals("i in [0, n)", ranges(blur));
  }

  @Test
  void rangesGoThroughProducers() {
    Input x = input("X", F32, N);
    Func inner = func("P", I).is(x.at(I.plus(1)).minus(x.at(I)));
    assertEquals("i in [0, n - 1)", ranges(inner));
    assertEquals("j in [0, n - 2)",
        ranges(func("Q", J).is(inner.at(J.plus(1)).minus(inner.at(J)))));
  }

  @Test
  void subsampling() {
    Input x = input("X", F32, N);
    assertEquals("i in [0, (n + 1) / 2)", ranges(func("Y", I).is(x.at(I.times(2)))));
    assertEquals("i in [0, n / 2)", ranges(func("Y", I).is(
        x.at(I.times(2)).plus(x.at(I.times(2).plus(1))))));
  }

  @Test
  void aConditionalAccessDoesNotShortenARange() {
    Input x = input("X", F32, N);
    assertEquals("i in [0, n)", ranges(func("Y", I).is(
        x.at(I).plus(Dsl.select(I.gt(0), x.at(I.minus(1)), lit(F32, 0))))));
  }

  @Test
  void gathersDoNotDecideARange() {
    Input x = input("X", F32, N);
    Input index = input("J", I32, M);
    Func f = func("Y", I).is(x.edge(Edge.CLAMP).at(index.at(I)));
    assertEquals("i in [0, m)", ranges(f));
  }
}

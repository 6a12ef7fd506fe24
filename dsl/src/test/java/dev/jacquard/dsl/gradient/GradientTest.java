package dev.jacquard.dsl.gradient;

import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.Dsl.abs;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.gradient;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.min;
import static dev.jacquard.dsl.Dsl.prod;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.select;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The derivative of each way to write a loss. */
class GradientTest {

  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final RVar P = rvar("p");
  private static final RVar Q = rvar("q");
  private static final RVar K = rvar("k");
  private static final Input A = input("A", F64, lit(5), lit(4));
  private static final Input V = input("V", F64, lit(12));
  private static final Input W = input("W", F64, lit(3));

  /** Has another slope at each value, so that no two elements can be confused. */
  private static Func loss(Source values) {
    return values.rank() == 1 ? func("L").is(sum(P, weighed(values.at(P), P)))
        : func("L").is(sum(P, Q, weighed(values.at(P, Q), P.times(7).plus(Q))));
  }

  private static Expr weighed(Expr value, Expr place) {
    return value.times(value).times(place.cast(F64).plus(1)).plus(value);
  }

  @Test
  void products() {
    Input b = input("B", F64, lit(4), lit(6));
    Differences.agree(loss(func("C", I, J).is(sum(K, A.at(I, K).times(b.at(K, J))))), A, b);
    Differences.agree(loss(func("C", I, J).is(A.at(I, lit(2)).times(A.at(I, J)))), A);
  }

  @Test
  void convolutions() {
    Differences.agree(loss(func("C", I).is(sum(K, V.at(I.plus(K)).times(W.at(K))))), V, W);
    Differences.agree(loss(func("C", I).is(sum(K, V.at(I.times(2).plus(K)).times(W.at(K))))),
        V, W);
    Differences.agree(loss(func("C", I).is(sum(K, V.at(I.times(3).plus(K.times(2)))
        .times(W.at(K))))), V, W);
  }

  @Test
  void edges() {
    for (Edge edge : new Edge[] {Edge.CLAMP, Edge.WRAP, Edge.MIRROR, Edge.MIRROR_INTERIOR,
        Edge.constant(0), Edge.constant(2.5)}) {
      Expr terms = V.edge(edge).at(I.plus(K).minus(2)).times(W.at(K));
      Differences.agree(loss(func("C", I).is(sum(K, terms)).over(I, 14)), V, W);
    }
  }

  @Test
  void onlyWhatIsInside() {
    Expr terms = V.at(I.plus(K).minus(1).div(2)).times(W.at(K));
    Differences.agree(loss(func("C", I).is(sum(K, terms).whereInside()).over(I, 24)), V, W);
    Expr lower = A.at(I, K).times(A.at(I, K));
    Differences.agree(loss(func("C", I).is(sum(K, lower).where(K.le(I)))), A);
  }

  @Test
  void gathers() {
    Input index = input("I", I32, lit(9));
    Expr place = index.at(I).cast(I64).clamp(lit(0), lit(11));
    Func gathered = func("G", I).is(V.at(place));
    Differences.agree(loss(gathered), V);
    assertTrue(Algorithm.of(gradient(loss(gathered), V).getFirst()).funcs().stream()
        .anyMatch(Func::isStaged), "a gather's gradient is a scatter-add");
  }

  @Test
  void permutations() {
    Func transposed = func("T", J, I).is(A.at(I, J));
    Differences.agree(loss(func("U", I, J).is(transposed.at(J, I).times(A.at(I, J)))), A);
    Differences.agree(loss(func("F", I).is(V.at(lit(11).minus(I)))), V);
    Differences.agree(func("L").is(sum(P, A.at(P, P.rem(4)).times(A.at(P, lit(0))))), A);
  }

  @Test
  void extremes() {
    Differences.agree(loss(func("M", I).is(max(K, A.at(I, K)))), A);
    Differences.agree(loss(func("M", I).is(min(K, A.at(K, I)))), A);
    Differences.agree(loss(func("M", I).is(V.at(I).max(0.25).plus(V.at(I).min(0.5)))), V);
    Differences.agree(loss(func("M", I).is(abs(V.at(I).minus(0.3)))), V);
  }

  @Test
  void tiesShareTheGradientOfAnExtreme() {
    Func loss = func("L").is(max(P, W.at(P)));
    Tensor equal = Tensor.zeros(F64, 3).fill(2);
    Tensor shared = Differences.evaluate(gradient(loss, W).getFirst(), Map.of("W", equal));
    assertEquals(1.0 / 3, shared.getDoubleAt(1), 1e-15);
  }

  @Test
  void productOfAll() {
    Differences.agree(func("L").is(prod(P, V.at(P).plus(0.5))), V);
    Func loss = func("L").is(prod(P, W.at(P)));
    Tensor oneZero = Tensor.zeros(F64, 3).fill(3);
    oneZero.setDoubleAt(1, 0);
    Tensor slopes = Differences.evaluate(gradient(loss, W).getFirst(), Map.of("W", oneZero));
    assertEquals(0, slopes.getDoubleAt(0));
    assertEquals(9, slopes.getDoubleAt(1));
  }

  @Test
  void choices() {
    Expr byPlace = select(I.lt(4), V.at(I).times(2), V.at(I).times(V.at(I)));
    Differences.agree(loss(func("S", I).is(byPlace)), V);
    Expr byValue = select(V.at(I).gt(0), V.at(I), V.at(I).times(0.1));
    Differences.agree(loss(func("S", I).is(byValue)), V);
  }

  /** Of what is not chosen not even a NaN is left. */
  @Test
  void whatIsNotChosenHasNoSlope() {
    Expr root = select(V.at(P).gt(0), Dsl.sqrt(V.at(P)), V.at(P).times(3));
    Func slope = gradient(func("L").is(sum(P, root)), V).getFirst();
    Tensor none = Differences.evaluate(slope, Map.of("V", Tensor.zeros(F64, 12)));
    assertEquals(3, none.getDoubleAt(0));
  }

  @Test
  void aLossStandsBesideItsGradient() {
    Func square = func("S", I).is(V.at(I).times(V.at(I)));
    Func loss = func("L").is(sum(P, square.at(P).times(square.at(P))));
    Algorithm both = Algorithm.of(loss, gradient(loss, V).getFirst());
    assertEquals(1, both.funcs().stream().filter(f -> f.name().equals("S")).count());
  }

  @Test
  void arithmetic() {
    Expr x = V.at(I);
    Differences.agree(loss(func("R", I).is(x.div(x.times(x).plus(2)).minus(x.unaryMinus()))), V);
    Differences.agree(loss(func("R", I).is(Dsl.print("x", x).times(x))), V);
    Differences.agree(loss(func("R", I).is(Dsl.pow(x.plus(2), x.times(0.5)))), V);
    Differences.agree(loss(func("R", I).is(
        Dsl.call(MathFunction.FMA, x, x.plus(1), x.times(x)))), V);
    Differences.agree(loss(func("R", I).is(
        Dsl.call(MathFunction.HYPOT, x, x.plus(2)))), V);
    Differences.agree(loss(func("R", I).is(
        Dsl.call(MathFunction.ATAN2, x, x.plus(2)))), V);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXP", "EXP2", "EXP10", "EXPM1", "SIN", "COS", "TAN", "ATAN", "SINH", "COSH",
      "TANH", "ASINH", "ERF", "ERFC", "FABS"})
  void functionsOfAnyNumber(MathFunction function) {
    Differences.agree(loss(func("R", I).is(Dsl.call(function, V.at(I)))), V);
  }

  /** Inputs lie in [-1, 1): those of the roots and logarithms in [1.2, 2.2). */
  @ParameterizedTest
  @EnumSource(names = {"LOG", "LOG2", "LOG10", "LOG1P", "SQRT", "RSQRT", "CBRT", "ACOSH"})
  void functionsOfPositiveNumbers(MathFunction function) {
    Expr positive = V.at(I).times(0.5).plus(1.7);
    Differences.agree(loss(func("R", I).is(Dsl.call(function, positive))), V);
  }

  @ParameterizedTest
  @EnumSource(names = {"ASIN", "ACOS", "ATANH"})
  void functionsOfSmallNumbers(MathFunction function) {
    Differences.agree(loss(func("R", I).is(Dsl.call(function, V.at(I).times(0.8)))), V);
  }

  @Test
  void aFuncThatIsReadTwice() {
    Func square = func("S", I).is(V.at(I).times(V.at(I)));
    Differences.agree(loss(func("D", I).is(square.at(I).times(square.at(I.plus(1))))), V);
  }

  @Test
  void secondDerivatives() {
    Func cubes = func("L").is(sum(P, V.at(P).times(V.at(P)).times(V.at(P))));
    Func first = gradient(cubes, V).getFirst();
    Differences.agree(func("LL").is(sum(Q, first.at(Q).times(first.at(Q)))), V);
    Func filtered = func("C", I).is(sum(K, V.at(I.plus(K)).times(W.at(K))));
    Func byWeights = gradient(func("N").is(sum(P, filtered.at(P).times(filtered.at(P)))), W)
        .getFirst();
    Differences.agree(func("LL").is(sum(Q, byWeights.at(Q).times(byWeights.at(Q)))), V, W);
  }
}

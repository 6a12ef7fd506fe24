package dev.jacquard.dsl;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.exp;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiftReductionsTest {

  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final Input X = input("X", F32, dim("rows", 4), dim("columns", 8));

  private static List<String> funcs(Func f) {
    return Algorithm.of(f).toString().lines()
        .filter(line -> line.startsWith("func ") || line.startsWith("output ")).toList();
  }

  @Test
  void softmax() {
    RVar r = rvar("r");
    RVar s = rvar("s");
    Func e = func("e", I, J).is(exp(X.at(I, J).minus(max(r, X.at(I, r)))));
    Func y = func("y", I, J).is(e.at(I, J).div(sum(s, e.at(I, s))));
    assertEquals(List.of(
        "func e.max(i) = max(r: X[i, r]) for i in [0, rows), r in [0, columns)  // f32",
        "func e(i, j) = exp(X[i, j] - e.max[i]) for i in [0, rows), j in [0, columns)  // f32",
        "func y.sum(i) = sum(s: e[i, s]) for i in [0, rows), s in [0, columns)  // f32",
        "output y(i, j) = e[i, j] / y.sum[i] for i in [0, rows), j in [0, columns)  // f32"),
        funcs(y));
  }

  @Test
  void equalReductionsAreLiftedOnceAndOthersAreNumbered() {
    RVar r = rvar("r");
    Expr total = sum(r, X.at(I, r));
    Expr squares = sum(rvar("s"), X.at(I, rvar("s")).times(X.at(I, rvar("s"))));
    Func y = func("y", I, J).is(X.at(I, J).div(total).plus(total).minus(squares));
    assertEquals(List.of("y.sum", "y.sum2", "y"),
        Algorithm.of(y).funcs().stream().map(Func::name).toList());
  }

  @Test
  void aReductionInsideAReductionDependsOnTheOuterIndex() {
    RVar r = rvar("r");
    RVar s = rvar("s");
    Func y = func("y").is(max(r, sum(s, X.at(r, s)).times(2.0)));
    assertEquals(List.of(
        "func y.sum(r) = sum(s: X[r, s]) for r in [0, rows), s in [0, columns)  // f32",
        "output y() = max(r: y.sum[r] * 2.0f) for r in [0, rows)  // f32"), funcs(y));
  }

  @Test
  void aReductionThatIsTheDefinitionStays() {
    RVar r = rvar("r");
    Func y = func("y", I).is(sum(r, X.at(I, r)));
    assertEquals(List.of("y"), Algorithm.of(y).funcs().stream().map(Func::name).toList());
  }

  @Test
  void sizesBecomeNumbers() {
    RVar r = rvar("r");
    Func y = func("y", I).is(sum(r, X.at(I, r)).div(X.at(I, Dsl.lit(0))));
    assertEquals("""
        jacquard 1
        dim columns = 8
        input X: f32[3, columns]
        func y.sum(i) = sum(r: X[i, r]) for i in [0, 3), r in [0, columns)  // f32
        output y(i) = y.sum[i] / X[i, 0] for i in [0, 3)  // f32
        """, Algorithm.of(y).with(Sizes.parse("rows=3")).toString());
  }
}

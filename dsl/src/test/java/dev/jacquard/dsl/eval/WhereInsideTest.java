package dev.jacquard.dsl.eval;

import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import org.junit.jupiter.api.Test;

/** Reductions over those terms that hold a condition, or whose accesses are inside. */
class WhereInsideTest {

  private static final Var I = var("i");
  private static final RVar R = rvar("r");
  private static final Input V = input("V", F64, lit(4));
  private static final Input W = input("W", F64, lit(3));

  @Test
  void aConvolutionWithItsEdges() {
    Expr terms = V.at(I.plus(R).minus(1)).times(W.at(R));
    double[] expected = new double[4];
    for (int i = 0; i < 4; i++) {
      for (int r = 0; r < 3; r++) {
        int at = i + r - 1;
        expected[i] += at >= 0 && at < 4 ? (at + 1) * (r + 1) : 0;
      }
    }
    assertArrayEquals(expected, Counted.values(
        func("C", I).is(sum(R, terms).whereInside()).over(I, 4)));
  }

  /** The strided convolution's other way round: each input pixel spreads over three outputs. */
  @Test
  void aTransposedConvolution() {
    Expr terms = V.at(I.plus(R).minus(1).div(2)).times(W.at(R));
    double[] expected = new double[9];
    for (int x = 0; x < 4; x++) {
      for (int r = 0; r < 3; r++) {
        int at = 2 * x - r + 1;
        if (at >= 0) {
          expected[at] += (x + 1) * (r + 1);
        }
      }
    }
    assertArrayEquals(expected, Counted.values(
        func("C", I).is(sum(R, terms).whereInside()).over(I, 9)));
  }

  @Test
  void anExtremeOfWhatIsInside() {
    RVar window = rvar("r", lit(-1), lit(3));
    assertArrayEquals(new double[] {-1, -1, -2, -3}, Counted.values(func("M", I)
        .is(max(window, V.at(I.plus(window)).unaryMinus()).whereInside()).over(I, 4)));
  }

  @Test
  void aTriangle() {
    Input square = input("Q", F64, lit(3), lit(3));
    assertArrayEquals(new double[] {1, 9, 24}, Counted.values(
        func("T", I).is(sum(R, square.at(I, R)).where(R.le(I)))));
  }

  @Test
  void aBoundFromData() {
    Input length = input("L", I32, lit(4));
    Input square = input("Q", F64, lit(4), lit(3));
    assertArrayEquals(new double[] {1, 9, 24, 33}, Counted.values(func("T", I)
        .is(sum(R, square.at(I, R)).where(R.lt(length.at(I))))));
  }
}

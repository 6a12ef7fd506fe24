package dev.jacquard.dsl.eval;

import static dev.jacquard.dsl.Dsl.lit;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {

  private static final Var I = Dsl.var("i");
  private static final Var J = Dsl.var("j");

  private static Algorithm softmax(int rows, int columns) {
    Input x = Dsl.input("X", DType.F32, lit(rows), lit(columns));
    RVar r = Dsl.rvar("r");
    Func e = Dsl.func("E", I, J).is(Dsl.exp(x.at(I, J).minus(Dsl.max(r, x.at(I, r)))));
    RVar s = Dsl.rvar("s");
    return Algorithm.of(Dsl.func("Y", I, J).is(e.at(I, J).div(Dsl.sum(s, e.at(I, s)))));
  }

  @Test
  void lazyValuesEqualWholeOnes() {
    Algorithm algorithm = softmax(7, 11);
    Map<String, Tensor> inputs = Inputs.random(algorithm, 5);
    Result whole = Reference.evaluate(algorithm, inputs).get("Y");
    Evaluation lazy = new Evaluation(algorithm, inputs);
    algorithm.funcs().forEach(lazy::addLazy);
    long[] points = {0, 5, 40, 76};
    Result some = lazy.at(algorithm.func("Y"), points).get("Y");
    for (int i = 0; i < points.length; i++) {
      assertEquals(whole.values().getDoubleAt(points[i]), some.values().getDoubleAt(i));
      assertEquals(whole.tolerance(points[i]), some.tolerance(i));
    }
  }

  @Test
  void theSameSeedChoosesTheSamePoints() {
    long[] first = Points.of(new long[] {100, 200}, 9);
    assertArrayEquals(first, Points.of(new long[] {100, 200}, 9));
    assertTrue(!Arrays.equals(first, Points.of(new long[] {100, 200}, 10)));
  }

  @Test
  void cornersAndEdgesAreAmongThePoints() {
    long[] points = Points.of(new long[] {1000, 2000}, 1);
    for (long corner : List.of(0L, 1999L, 999_000L * 2, 1000L * 2000 - 1)) {
      assertTrue(Arrays.binarySearch(points, corner) >= 0, "corner " + corner);
    }
    long onFirstRow = Arrays.stream(points).filter(p -> p < 2000).count();
    assertTrue(onFirstRow >= 30, onFirstRow + " points on the first row");
    assertTrue(points.length > 4096 && points.length < 4096 + 200, points.length + " points");
  }

  @Test
  void smallOutputsAreCheckedWhole() {
    assertEquals(60, Points.of(new long[] {3, 4, 5}, 1).length);
    assertEquals(0, Points.of(new long[] {3, 0, 5}, 1).length);
    assertArrayEquals(new long[] {0}, Points.of(new long[0], 1));
  }

  @Test
  void aBigProblemIsSampled() {
    Input a = Dsl.input("A", DType.F32, Dsl.dim("n", 1024), Dsl.dim("n", 1024));
    RVar r = Dsl.rvar("r");
    Expr product = Dsl.sum(r, a.at(I, r).times(a.at(r, J)));
    Algorithm big = Algorithm.of(Dsl.func("C", I, J).is(product)).with(Sizes.parse("n=1024"));
    Map<String, Tensor> inputs = Inputs.smallIntegers(big, 2);
    Result result = Reference.expect(big, inputs).get("C");
    assertTrue(result.points().isPresent());
    assertEquals(0, result.largestTolerance());
    long p = result.position(result.size() / 2);
    Tensor x = inputs.get("A");
    double expected = 0;
    for (int k = 0; k < 1024; k++) {
      expected += x.getDouble(p / 1024, k) * x.getDouble(k, p % 1024);
    }
    assertEquals(expected, result.values().getDoubleAt(result.size() / 2));
  }

  @Test
  void aSampledResultIsCheckedAtItsPoints() {
    Algorithm algorithm = softmax(100, 100);
    Map<String, Tensor> inputs = Inputs.random(algorithm, 5);
    Result some = Reference.sample(algorithm, inputs, 3).get("Y");
    Tensor right = Reference.evaluate(algorithm, inputs).get("Y").tensor();
    assertEquals("Y: all %d values compared, of 10000, are right.".formatted(some.size()),
        Check.of(some, right).message());
    right.setDouble(1, 99, 99);
    String message = Check.of(some, right).message();
    assertTrue(message.contains("worst at [99, 99]:"), message);
  }
}

package dev.jacquard.dsl.eval;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.reduce;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.tuple;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sums that schedules may add in any order, though they are no {@code sum}. */
class AnyOrderTest {

  /** 2^24: the next float is 2 away. */
  private static final float LARGE = 1 << 24;

  private static final Var I = var("i");
  private static final RVar R = rvar("r");

  /** All terms but the last to element 0, which starts at {@code start}; the last to element 1. */
  private static Func scattered(int count, double start) {
    Input x = input("X", F32, lit(count));
    return func("F", I).is(lit(F32, start)).over(I, 2)
        .update(R.div(count - 1).cast(I64)).plus(x.at(R));
  }

  private static Result of(Func func, float... terms) {
    return Reference.evaluate(Algorithm.of(func), Map.of("X", Tensor.of(terms)))
        .values().iterator().next();
  }

  @Test
  void anyOrderOfAnUpdateIsRight() {
    float otherOrder = LARGE + 0.5f - LARGE;
    Result result = of(scattered(4, 0), LARGE, -LARGE, 0.5f, 0.25f);
    assertEquals(0.5, result.values().getDoubleAt(0));
    assertTrue(Check.of(result, Tensor.of(new float[] {otherOrder, 0.25f})).ok());
    assertEquals(0, result.tolerance(1), "one term has one order");
  }

  @Test
  void whatWasThereBeforeIsATerm() {
    assertTrue(of(scattered(3, LARGE), -LARGE, 0.5f, 0).tolerance(0) >= 0.5);
    assertEquals(0, of(scattered(2, LARGE), -LARGE, 0.5f).tolerance(0), "two terms have one order");
  }

  @Test
  void aMissingTermOfAnUpdateIsFound() {
    float[] terms = Tensor.random(F32, 3, 5001).toFloatArray();
    Result result = of(scattered(terms.length, 0), terms);
    float found = (float) (result.values().getDoubleAt(0) - 0.25);
    assertFalse(Check.of(result, Tensor.of(new float[] {found, terms[5000]})).ok());
  }

  @Test
  void smallIntegersAreExactInEveryOrder() {
    assertEquals(0, of(scattered(5, 1), 1000, -7, 3, 12, 5).tolerance(0));
  }

  @Test
  void anyOrderOfASumInAReducerIsRight() {
    Input x = input("X", F32, lit(3));
    Reducer both = Reducer.of("both", List.of(lit(0.0f), lit(F32, Double.NEGATIVE_INFINITY)),
        (a, b) -> List.of(b.get(0).plus(a.get(0)), a.get(1).max(b.get(1))));
    Func func = func("F").is(reduce(both, R, tuple(x.at(R), x.at(R))));
    Map<String, Result> results = Reference.evaluate(Algorithm.of(func),
        Map.of("X", Tensor.of(new float[] {LARGE, -LARGE, 0.5f})));
    assertTrue(results.get("F.v0").tolerance(0) >= 0.5);
    assertEquals(0, results.get("F.v1").tolerance(0));
  }
}

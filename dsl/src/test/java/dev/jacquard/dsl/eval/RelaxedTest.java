package dev.jacquard.dsl.eval;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.ceil;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.text.Document;
import dev.jacquard.dsl.text.TextFile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What relaxed floating point allows, and what it does not. */
class RelaxedTest {

  private static final Var I = var("i");
  private static final Input X = input("X", F32, lit(3));

  private static Algorithm of(Expr value) {
    return Algorithm.of(func("F", I).is(value).over(I, 1));
  }

  private static boolean accepts(Algorithm algorithm, float result, float... inputs) {
    Result wanted = Reference.evaluate(algorithm, Map.of("X", Tensor.of(inputs))).get("F");
    return Check.of(wanted, Tensor.of(new float[] {result})).ok();
  }

  private static Algorithm sum() {
    return of(X.at(lit(0)).plus(X.at(lit(1))).plus(X.at(lit(2))));
  }

  @Test
  void anotherGroupingIsRightOnlyWhenRelaxed() {
    float written = 1e8f - 1e8f + 1;
    float regrouped = 1e8f + (-1e8f + 1);
    assertTrue(written != regrouped);
    assertTrue(accepts(sum(), written, 1e8f, -1e8f, 1));
    assertFalse(accepts(sum(), regrouped, 1e8f, -1e8f, 1));
    assertTrue(accepts(sum().relaxed(), regrouped, 1e8f, -1e8f, 1));
  }

  @Test
  void aMissingTermIsWrong() {
    assertFalse(accepts(sum().relaxed(), 3, 1, 2, 3));
  }

  @Test
  void subnormalNumbersMayBecomeZero() {
    Algorithm halved = of(X.at(lit(0)).div(lit(F32, 2)));
    assertTrue(accepts(halved.relaxed(), 0, Float.MIN_NORMAL, 0, 0));
  }

  @Test
  void sumsKeepInfinitiesAndNaN() {
    float infinity = Float.POSITIVE_INFINITY;
    assertTrue(accepts(sum().relaxed(), Float.NaN, Float.NaN, 1, 2));
    assertFalse(accepts(sum().relaxed(), 3, Float.NaN, 1, 2));
    assertTrue(accepts(sum().relaxed(), infinity, infinity, 1, 2));
    assertFalse(accepts(sum().relaxed(), 3, infinity, 1, 2));
    assertTrue(accepts(sum().relaxed(), Float.NaN, infinity, -infinity, 2));
  }

  @Test
  void subnormalOperandsMayBeZero() {
    assertTrue(accepts(of(X.at(lit(0)).div(X.at(lit(0)))).relaxed(), Float.NaN,
        Float.MIN_VALUE, 0, 0));
    assertTrue(accepts(of(ceil(X.at(lit(0)))).relaxed(), 0,
        Float.MIN_VALUE, 0, 0));
    assertFalse(accepts(of(ceil(X.at(lit(0)))).relaxed(), 0,
        Float.MIN_NORMAL, 0, 0));
  }

  @Test
  void theTextSaysSoAndSizesKeepIt() {
    Algorithm relaxed = sum().relaxed();
    assertTrue(relaxed.toString().startsWith("jacquard 1\nfloats relaxed\n"));
    Algorithm read = Document.parse(TextFile.of("sum", relaxed.toString())).algorithm();
    assertTrue(read.isRelaxed());
    assertEquals(relaxed.toString(), read.toString());
    assertFalse(sum().isRelaxed());
  }
}

package dev.jacquard.dsl.eval;

import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.data.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReductionTest {

  private static final RVar R = rvar("r");
  private static final RVar NONE = rvar("r", 0);

  private static Result ofFloats(Expr e, float... values) {
    Func f = Dsl.func("F").is(e);
    return Eval.of(f, Tensor.of(values));
  }

  private static Input floats(int n) {
    return Dsl.input("X", DType.F32, lit(n));
  }

  private static double constant(Expr e) {
    return Eval.of(Dsl.func("F").is(e)).values().getDoubleAt(0);
  }

  @Test
  void floats() {
    Expr x = floats(3).at(R);
    assertEquals(6, ofFloats(Dsl.sum(R, x), 1, 2, 3).values().getDoubleAt(0));
    assertEquals(24, ofFloats(Dsl.prod(R, x), 2, 3, 4).values().getDoubleAt(0));
    assertEquals(-1, ofFloats(Dsl.min(R, x), 2, -1, 4).values().getDoubleAt(0));
    assertEquals(4, ofFloats(Dsl.max(R, x), 2, -1, 4).values().getDoubleAt(0));
    assertEquals(Double.NaN, ofFloats(Dsl.max(R, x), 2, Float.NaN, 4).values().getDoubleAt(0));
  }

  @Test
  void booleans() {
    Expr x = floats(3).at(R).gt(1.5);
    assertEquals(1, ofFloats(Dsl.any(R, x), 1, 2, 1).values().getLongAt(0));
    assertEquals(0, ofFloats(Dsl.all(R, x), 1, 2, 1).values().getLongAt(0));
    assertEquals(1, ofFloats(Dsl.all(R, x), 2, 2, 2).values().getLongAt(0));
  }

  @Test
  void narrowIntegersAddIn32Bits() {
    Input x = Dsl.input("X", DType.U8, lit(300));
    Tensor bright = Tensor.zeros(DType.U8, 300).fill(255);
    Result sum = Eval.of(Dsl.func("F").is(Dsl.sum(R, x.at(R))), bright);
    assertEquals(DType.U32, sum.type());
    assertEquals(300 * 255, sum.values().getLongAt(0));
    Result wrapped = Eval.of(Dsl.func("F").is(Dsl.sum(List.of(R), x.at(R), DType.U8)), bright);
    assertEquals(300 * 255 & 255, wrapped.values().getLongAt(0));
  }

  @Test
  void unsignedExtremesCompareUnsigned() {
    Input x = Dsl.input("X", DType.U64, lit(2));
    Tensor values = Tensor.of(new long[] {-1, 2}).bitCast(DType.U64);
    assertEquals(2, Eval.of(Dsl.func("F").is(Dsl.min(R, x.at(R))), values).values().getLongAt(0));
    assertEquals(-1, Eval.of(Dsl.func("F").is(Dsl.max(R, x.at(R))), values).values().getLongAt(0));
  }

  @Test
  void theEmptyReductionIsTheIdentity() {
    Expr one = lit(DType.F32, 1);
    assertEquals(0, constant(Dsl.sum(NONE, one)));
    assertEquals(1, constant(Dsl.prod(NONE, one)));
    assertEquals(Double.POSITIVE_INFINITY, constant(Dsl.min(NONE, one)));
    assertEquals(Double.NEGATIVE_INFINITY, constant(Dsl.max(NONE, one)));
    assertEquals(Integer.MAX_VALUE, constant(Dsl.min(NONE, lit(DType.I32, 1))));
    assertEquals(0, constant(Dsl.max(NONE, lit(DType.U8, 1))));
    assertEquals(0, constant(Dsl.any(NONE, one.gt(0.0)).cast(DType.I32)));
    assertEquals(1, constant(Dsl.all(NONE, one.lt(0.0)).cast(DType.I32)));
  }

  @Test
  void severalIndicesAndBoundsThatDoNotBeginAtZero() {
    RVar s = rvar("s", lit(-1), lit(3));
    assertEquals(2 * (-1 + 0 + 1) + 3 * 1, Eval.of(Dsl.func("F").is(
        Dsl.sum(rvar("t", 2), s, s.plus(rvar("t", 2))))).values().getLongAt(0));
  }

  @Test
  void reductionsNest() {
    Input x = Dsl.input("X", DType.F32, lit(2), lit(3));
    RVar j = rvar("j");
    Func f = Dsl.func("Y", Eval.I).is(Dsl.max(R, x.at(Eval.I, R)).div(Dsl.sum(j, x.at(Eval.I, j))));
    Result y = Eval.of(f, Tensor.of(new float[] {1, 2, 5, 3, 3, 3}, 2, 3));
    assertArrayEquals(new double[] {5 / 8.0, 3 / 9.0}, y.values().toDoubleArray());
  }

  @Test
  void smallIntegersSumExactly() {
    Input x = floats(1000);
    Func f = Dsl.func("F").is(Dsl.sum(R, x.at(R).times(x.at(R))));
    assertEquals(0, Eval.of(f, Tensor.smallIntegers(DType.F32, 1, 8, 1000)).tolerance(0));
    assertTrue(Eval.of(f, Tensor.random(DType.F32, 1, 1000)).tolerance(0) > 0);
  }

  @Test
  void theToleranceGrowsWithTheRootOfTheTerms() {
    Func f = Dsl.func("F").is(Dsl.sum(R, floats(10_000).at(R)));
    double tolerance = Eval.of(f, Tensor.random(DType.F32, 7, 10_000)).tolerance(0);
    assertEquals(Precision.SAFETY * 100 * 5000 * DType.F32.epsilon(), tolerance, tolerance / 20);
  }

  private static double toleranceOfProduct(float... factors) {
    return ofFloats(Dsl.prod(R, floats(factors.length).at(R)), factors).tolerance(0);
  }

  /** 1e30 * 1e30 is beyond f32: then times 0 is NaN, but 0 * 1e30 * 1e30 is 0. */
  @Test
  void aProductThatOnlySomeOrdersCarryBeyondTheTypeIsNotJudged() {
    float[] factors = new float[12];
    Arrays.fill(factors, 1e30f);
    assertEquals(0, toleranceOfProduct(factors));
    factors[11] = 0;
    assertEquals(Double.POSITIVE_INFINITY, toleranceOfProduct(factors));
    factors[11] = 0.5f;
    assertEquals(Double.POSITIVE_INFINITY, toleranceOfProduct(factors));
    assertEquals(Double.POSITIVE_INFINITY, toleranceOfProduct(1e30f, 1e30f, 1e-30f));
    assertEquals(0, toleranceOfProduct(3, 0, 7));
  }

  /** 1e-30 * 1e-30 is 0 in f32, but 1e30 * 1e-30 * 1e-30 is not. */
  @Test
  void aProductMayLoseWhatAnOrderMakesTooSmall() {
    double lost = Float.MIN_NORMAL * 1e30;
    assertEquals(lost, toleranceOfProduct(1e-30f, 1e-30f, 1e30f), lost / 100);
    assertTrue(toleranceOfProduct(1e-10f, 1e-20f, 1e30f) < 1e-6);
  }

  /** 1e308 + 1e308 is beyond f64, but 1e308 - 1e308 + 1e308 is not. */
  @Test
  void aSumThatOnlySomeOrdersCarryBeyondTheTypeIsNotJudged() {
    Func f = Dsl.func("F").is(Dsl.sum(R, Dsl.input("X", DType.F64, lit(3)).at(R)));
    assertEquals(Double.POSITIVE_INFINITY,
        Eval.of(f, Tensor.of(new double[] {1e308, 1e308, -1e308})).tolerance(0));
    assertEquals(0, Eval.of(f, Tensor.of(new double[] {1e308, 1e308, 1e308})).tolerance(0));
  }
}

package dev.jacquard.tune.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Tensor VALUES = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
  private static final Tensor ALLOWED = Tensor.zeros(DType.F32, 2, 3).fill(0.5);

  private static Comparison compare(Tensor allowed, float... actual) {
    return Comparison.of(Expected.within("C", VALUES, allowed), Tensor.of(actual, 2, 3));
  }

  @Test
  void equalBits() {
    assertEquals(new Comparison(true, 0, ""), compare(ALLOWED, 1, 2, 3, 4, 5, 6));
  }

  @Test
  void withinTheAllowedError() {
    assertEquals(new Comparison(true, 0.5, ""), compare(ALLOWED, 1, 2.5f, 3, 4, 5, 5.75f));
  }

  @Test
  void namesTheFirstWrongElement() {
    assertEquals(new Comparison(false, 2, "C[1, 0] is 6.0, expected 4.0 within 0.5; 2 of 6 elements"
        + " are wrong"), compare(ALLOWED, 1, 2.25f, 3, 6, 5, 7));
  }

  @Test
  void notANumberIsWrong() {
    assertEquals(new Comparison(false, Double.POSITIVE_INFINITY, "C[0, 0] is NaN, expected 1.0"
        + " within 0.5; 1 of 6 elements are wrong"), compare(ALLOWED, Float.NaN, 2, 3, 4, 5, 6));
  }

  @Test
  void notANumberIsRightWhereExpected() {
    Tensor nan = Tensor.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY});
    Tensor other = Tensor.of(new float[] {Float.intBitsToFloat(0x7fc00001),
        Float.POSITIVE_INFINITY});
    assertEquals(new Comparison(true, 0, ""),
        Comparison.of(Expected.within("C", nan, Tensor.zeros(DType.F32, 2)), other));
  }

  @Test
  void infiniteToleranceAllowsAnything() {
    Tensor any = Tensor.zeros(DType.F32, 2, 3).fill(Double.POSITIVE_INFINITY);
    assertEquals(new Comparison(true, Double.POSITIVE_INFINITY, ""),
        compare(any, Float.NaN, 2, 3, 4, 5, 6));
  }

  @Test
  void integersAgreeExactly() {
    Tensor values = Tensor.of(new long[] {Long.MAX_VALUE, 1});
    assertEquals(new Comparison(false, 1, "C[0] is 9223372036854775806, expected "
        + "9223372036854775807; 1 of 2 elements are wrong"), Comparison.of(
            Expected.exact("C", values), Tensor.of(new long[] {Long.MAX_VALUE - 1, 1})));
  }

  @Test
  void signOfZeroMattersOnlyToExactComparison() {
    Tensor zero = Tensor.of(new float[] {0});
    Tensor negative = Tensor.of(new float[] {-0f});
    assertEquals(true, Comparison.of(Expected.within("C", zero, Tensor.zeros(DType.F32, 1)),
        negative).right());
    assertEquals("C[0] is -0.0, expected 0.0; 1 of 1 elements are wrong",
        Comparison.of(Expected.exact("C", zero), negative).message());
  }

  @Test
  void allOutputsCount() {
    assertEquals(new Comparison(false, 2, "second"), Comparison.all(List.of(
        new Comparison(true, 2, ""), new Comparison(false, 1, "second"),
        new Comparison(false, 0, "third"))));
  }

  @Test
  void allowedErrorsHaveTheShapeOfTheValues() {
    UserError error = assertThrows(UserError.class,
        () -> Expected.within("C", VALUES, Tensor.zeros(DType.F64, 3)));
    assertEquals("The allowed errors of C must be f32 of shape [2, 3]; they are f64 [3]. "
        + "Make them so.",
        error.getMessage());
  }
}

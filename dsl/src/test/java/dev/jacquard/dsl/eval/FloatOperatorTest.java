package dev.jacquard.dsl.eval;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.MathFunction;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatOperatorTest {

  private static double value(double a, double b, BinaryOperator<Expr> f) {
    return Eval.ofFloats(F64, a, b, f).values().getDoubleAt(0);
  }

  private static double tolerance(DType type, double a, double b, BinaryOperator<Expr> f) {
    return Eval.ofFloats(type, a, b, f).tolerance(0);
  }

  private static long integer(double a, DType to) {
    return Eval.ofFloats(F64, a, 0, (x, _) -> x.cast(to)).values().getLongAt(0);
  }

  @Test
  void arithmetic() {
    assertEquals(3.5, value(1.5, 2, Expr::plus));
    assertEquals(-0.5, value(1.5, 2, Expr::minus));
    assertEquals(3.0, value(1.5, 2, Expr::times));
    assertEquals(0.75, value(1.5, 2, Expr::div));
    assertEquals(-1.5, value(1.5, 2, (a, _) -> a.unaryMinus()));
    assertEquals(1.5, value(-1.5, 2, (a, _) -> Dsl.abs(a)));
    assertEquals(Double.POSITIVE_INFINITY, value(1, 0, Expr::div));
  }

  @Test
  void minAndMaxPropagateNaN() {
    assertEquals(1.5, value(1.5, 2, Expr::min));
    assertEquals(2.0, value(1.5, 2, Expr::max));
    assertEquals(Double.NaN, value(Double.NaN, 2, Expr::min));
    assertEquals(Double.NaN, value(2, Double.NaN, Expr::max));
  }

  @Test
  void comparisons() {
    assertEquals(1, value(1, 2, (a, b) -> a.lt(b).cast(F64)));
    assertEquals(0, value(2, 2, (a, b) -> a.lt(b).cast(F64)));
    assertEquals(1, value(2, 2, (a, b) -> a.le(b).cast(F64)));
    assertEquals(0, value(Double.NaN, Double.NaN, (a, b) -> a.eq(b).cast(F64)));
    assertEquals(1, value(Double.NaN, Double.NaN, (a, b) -> a.ne(b).cast(F64)));
  }

  @Test
  void castsToIntegersTruncateAndSaturate() {
    assertEquals(-2, integer(-2.9, DType.I32));
    assertEquals(255, integer(300, DType.U8));
    assertEquals(0, integer(-3, DType.U8));
    assertEquals(0, integer(Double.NaN, DType.I64));
    assertEquals(Long.MAX_VALUE, integer(1e30, DType.I64));
    assertEquals(-1L, integer(1e30, DType.U64));
    assertEquals(Long.MIN_VALUE, integer(0x1p63, DType.U64));
    assertEquals(0, integer(-0.9, DType.U64));
    assertEquals(1, integer(0.1, DType.BOOL));
  }

  @Test
  void castsOfIntegersRoundOnce() {
    assertEquals(0x1p24, Eval.of(Dsl.func("F", Eval.I)
        .is(Dsl.lit((1 << 24) + 1).cast(F32)).over(Eval.I, 1)).values().getDoubleAt(0));
    assertEquals(0x1p64, Eval.of(Dsl.func("F", Eval.I)
        .is(Dsl.lit(-1).cast(DType.U64).cast(F64)).over(Eval.I, 1)).values().getDoubleAt(0));
  }

  @Test
  void castsToF32Round() {
    assertEquals((float) 0.1, value(0.1, 0, (a, _) -> a.cast(F32).cast(F64)));
  }

  @ParameterizedTest
  @CsvSource({"ACOS, 0.5, 1.0471975511965979", "ACOSH, 2, 1.3169578969248166",
      "ASIN, 0.5, 0.5235987755982989", "ASINH, -2, -1.4436354751788103",
      "ATAN, 1, 0.7853981633974483", "ATANH, 0.5, 0.5493061443340548", "CBRT, 27, 3",
      "CEIL, 1.2, 2", "COS, 0, 1", "COSH, 1, 1.543080634815244", "ERF, 0.5, 0.5204998778130465",
      "ERF, -3, -0.9999779095030014", "ERFC, 0.5, 0.4795001221869535",
      "ERFC, 1, 0.15729920705028513", "ERFC, 4, 1.541725790028002e-8", "EXP, 1, 2.718281828459045",
      "EXP10, 2, 100", "EXP2, 3, 8", "EXPM1, 0, 0", "FABS, -2, 2", "FLOOR, -1.2, -2",
      "LGAMMA, 10, 12.801827480081469", "LOG, 1, 0", "LOG10, 1000, 3", "LOG1P, 0, 0", "LOG2, 8, 3",
      "RINT, 2.5, 2", "RINT, 3.5, 4", "ROUND, 2.5, 3", "ROUND, -2.5, -3",
      "ROUND, 0.49999999999999994, 0", "RSQRT, 4, 0.5", "SIN, 0, 0", "SINH, 1, 1.1752011936438014",
      "SQRT, 2, 1.4142135623730951", "TAN, 0, 0", "TANH, 1, 0.7615941559557649", "TGAMMA, 5, 24",
      "TGAMMA, 0.5, 1.772453850905516", "TRUNC, -1.7, -1"})
  void functionsOfOne(MathFunction function, double x, double expected) {
    double actual = value(x, 0, (a, _) -> Dsl.call(function, a));
    assertEquals(expected, actual, 8e-15 * Math.max(1e-9, Math.abs(expected)));
  }

  @ParameterizedTest
  @CsvSource({"ATAN2, 1, -1, 2.356194490192345", "COPYSIGN, 3, -2, -3", "FDIM, 3, 1, 2",
      "FDIM, 1, 3, 0", "FMOD, -7, 3, -1", "HYPOT, 3, 4, 5", "POW, 2, 10, 1024", "POW, 1, NaN, 1"})
  void functionsOfTwo(MathFunction function, double x, double y, double expected) {
    assertEquals(expected, value(x, y, (a, b) -> Dsl.call(function, a, b)), 1e-15);
  }

  @Test
  void fmaRoundsOnce() {
    assertEquals(Math.fma(0.1, 10, -1),
        value(0.1, 10, (a, b) -> Dsl.call(MathFunction.FMA, a, b, Dsl.lit(-1.0))));
  }

  @Test
  void exactArithmeticHasNoTolerance() {
    assertEquals(0, tolerance(F32, 3, 5, (a, b) -> a.times(b).plus(a).minus(b)));
    assertEquals(0, tolerance(F32, 3, 4, Expr::div));
    assertEquals(0, tolerance(F64, 1L << 40, 3, (a, b) -> a.times(b).plus(b)));
    assertEquals(0, tolerance(F32, 3.7, 4, (a, b) -> Dsl.floor(a).max(b)));
  }

  @Test
  void roundingHasATolerance() {
    assertEquals(0.3 * F32.epsilon(), tolerance(F32, 0.1f, 3, Expr::times), 1e-14);
    assertEquals(0.3 * F64.epsilon(), tolerance(F64, 0.1, 3, Expr::times), 1e-30);
  }

  @Test
  void cancellationIsJudgedByTheOperands() {
    double t = tolerance(F32, 0.3f, 0.7f, (a, b) -> a.times(b).minus(b.times(a)));
    assertEquals(2 * 0.21 * F32.epsilon(), t, 1e-14);
  }

  @Test
  void aSelectInDoubtAllowsBothSides() {
    double t = tolerance(F32, 0.3f, 0.7f, (a, b) ->
        Dsl.select(a.times(b).lt(b.times(a)), Dsl.lit(F32, 5), Dsl.lit(F32, 7)));
    assertEquals(2, t);
  }

  @Test
  void aRoundingInDoubtAllowsBothIntegers() {
    BinaryOperator<Expr> third = (a, b) -> Dsl.floor(a.div(b).times(b)).cast(DType.U8);
    assertEquals(1, tolerance(F32, 5, 3, third));
    assertEquals(0, tolerance(F32, 5.25, 3, third));
  }

  @Test
  void beyondTheRangeOfF32NothingIsJudged() {
    assertTrue(Double.isInfinite(tolerance(F32, 1e30, 1e30, Expr::times)));
    assertEquals(0, tolerance(F32, 1, 0, Expr::div));
  }
}

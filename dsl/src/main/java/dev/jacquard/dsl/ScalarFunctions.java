package dev.jacquard.dsl;

/**
 * The words of {@link Dsl} for functions of scalars. Those of floats have OpenCL's names and, on
 * every backend, at least OpenCL's accuracy; those of integers are exact.
 */
abstract sealed class ScalarFunctions permits Dsl {

  ScalarFunctions() {}

  public static Expr acos(Expr e) {
    return Call.of(MathFunction.ACOS, e);
  }

  public static Expr acosh(Expr e) {
    return Call.of(MathFunction.ACOSH, e);
  }

  public static Expr asin(Expr e) {
    return Call.of(MathFunction.ASIN, e);
  }

  public static Expr asinh(Expr e) {
    return Call.of(MathFunction.ASINH, e);
  }

  public static Expr atan(Expr e) {
    return Call.of(MathFunction.ATAN, e);
  }

  /** The angle of the point (x, y), in (-pi, pi]. */
  public static Expr atan2(Expr y, Expr x) {
    return Call.of(MathFunction.ATAN2, y, x);
  }

  public static Expr atanh(Expr e) {
    return Call.of(MathFunction.ATANH, e);
  }

  /** The cube root. */
  public static Expr cbrt(Expr e) {
    return Call.of(MathFunction.CBRT, e);
  }

  /** The magnitude of one value with the sign of another. */
  public static Expr copysign(Expr magnitude, Expr sign) {
    return Call.of(MathFunction.COPYSIGN, magnitude, sign);
  }

  public static Expr cosh(Expr e) {
    return Call.of(MathFunction.COSH, e);
  }

  /** {@code 1 - erf(e)}, without the loss of digits where that is small. */
  public static Expr erfc(Expr e) {
    return Call.of(MathFunction.ERFC, e);
  }

  public static Expr exp2(Expr e) {
    return Call.of(MathFunction.EXP2, e);
  }

  public static Expr exp10(Expr e) {
    return Call.of(MathFunction.EXP10, e);
  }

  /** {@code exp(e) - 1}, without the loss of digits near 0. */
  public static Expr expm1(Expr e) {
    return Call.of(MathFunction.EXPM1, e);
  }

  /** {@code max(a - b, 0)}; NaN if either is NaN. */
  public static Expr fdim(Expr a, Expr b) {
    return Call.of(MathFunction.FDIM, a, b);
  }

  /** {@code a * b + c}, rounded once. */
  public static Expr fma(Expr a, Expr b, Expr c) {
    return Call.of(MathFunction.FMA, a, b, c);
  }

  /** {@code a - b * trunc(a / b)}, exact. */
  public static Expr fmod(Expr a, Expr b) {
    return Call.of(MathFunction.FMOD, a, b);
  }

  /** {@code sqrt(a * a + b * b)}, without overflow in between. */
  public static Expr hypot(Expr a, Expr b) {
    return Call.of(MathFunction.HYPOT, a, b);
  }

  /** The logarithm of the absolute value of the gamma function. */
  public static Expr lgamma(Expr e) {
    return Call.of(MathFunction.LGAMMA, e);
  }

  public static Expr log2(Expr e) {
    return Call.of(MathFunction.LOG2, e);
  }

  public static Expr log10(Expr e) {
    return Call.of(MathFunction.LOG10, e);
  }

  /** {@code log(1 + e)}, without the loss of digits near 0. */
  public static Expr log1p(Expr e) {
    return Call.of(MathFunction.LOG1P, e);
  }

  /** To the nearest integer, halves away from zero. */
  public static Expr round(Expr e) {
    return Call.of(MathFunction.ROUND, e);
  }

  public static Expr sinh(Expr e) {
    return Call.of(MathFunction.SINH, e);
  }

  public static Expr tan(Expr e) {
    return Call.of(MathFunction.TAN, e);
  }

  /** The gamma function. */
  public static Expr tgamma(Expr e) {
    return Call.of(MathFunction.TGAMMA, e);
  }

  /** To an integer, towards zero. */
  public static Expr trunc(Expr e) {
    return Call.of(MathFunction.TRUNC, e);
  }

  public static Expr isnan(Expr e) {
    return below("isnan", e, BinaryOp.LE).not();
  }

  /** Whether a float is one of the two infinities. */
  public static Expr isinf(Expr e) {
    return below("isinf", e, BinaryOp.EQ);
  }

  /** Whether a float is neither infinite nor NaN. */
  public static Expr isfinite(Expr e) {
    return below("isfinite", e, BinaryOp.LT);
  }

  /** {@code |e| op infinity}: comparisons with NaN do not hold. */
  private static Expr below(String name, Expr e, BinaryOp op) {
    if (!Given.given(e, "Argument of " + name).type().isFloat()) {
      throw UserError.here(("%s(%s) needs a float; it is %s, of which every value is finite. Leave "
          + "it out.").formatted(name, e, e.type()));
    }
    Expr size = Unary.of(UnaryOp.ABS, e);
    return new Binary(op, size, new FloatConst(size.type(), Double.POSITIVE_INFINITY));
  }

  /** {@code |a - b|} of integers, of their unsigned type, which holds every distance. */
  public static Expr absoluteDifference(Expr a, Expr b) {
    return Call.of(MathFunction.ABS_DIFF, a, b);
  }

  /** The bits of a float: u32 of f32 and of what is narrower, u64 of f64; of NaN, those of any. */
  public static Expr bitsOf(Expr e) {
    return Call.of(MathFunction.BITS_OF, e);
  }

  /** The float of the bits of an integer: f32 of 32, f64 of 64. */
  public static Expr floatOfBits(Expr e) {
    return Call.of(MathFunction.FLOAT_OF, e);
  }

  /** The number of zero bits above the highest set one; of 0, the width of the type. */
  public static Expr countLeadingZeros(Expr e) {
    return Call.of(MathFunction.CLZ, e);
  }

  /** The number of zero bits below the lowest set one; of 0, the width of the type. */
  public static Expr countTrailingZeros(Expr e) {
    return Call.of(MathFunction.CTZ, e);
  }

  /** The number of set bits. */
  public static Expr popcount(Expr e) {
    return Call.of(MathFunction.POPCOUNT, e);
  }

  /** The mean of two integers, rounded down; nothing overflows. */
  public static Expr halvingAdd(Expr a, Expr b) {
    return Call.of(MathFunction.HADD, a, b);
  }

  /** The mean of two integers, halves rounded up; nothing overflows. */
  public static Expr roundingHalvingAdd(Expr a, Expr b) {
    return Call.of(MathFunction.RHADD, a, b);
  }

  /** {@code e / 2^distance}, halves rounded up; nothing overflows. */
  public static Expr roundingShiftRight(Expr e, int distance) {
    Given.given(e, "Argument of roundingShiftRight");
    if (!e.type().isInteger() || distance < 0 || distance >= e.type().bits()) {
      throw UserError.here(("roundingShiftRight(%s, %d) needs an integer and a distance from 0 to "
          + "its width - 1; it is %s. Cast it, or give another distance.").formatted(e, distance,
              e.type()));
    }
    return distance == 0 ? e : Call.of(MathFunction.RHADD, e.shr(distance - 1),
        new IntConst(e.type(), 0));
  }

  /** The upper half of the product of two integers. */
  public static Expr multiplyHigh(Expr a, Expr b) {
    return Call.of(MathFunction.MUL_HI, a, b);
  }

  /** The bits moved left by a distance modulo the width, those that leave entering below. */
  public static Expr rotateLeft(Expr e, Expr distance) {
    return Call.of(MathFunction.ROTATE, e, distance);
  }

  /** The bits moved left by a distance modulo the width, those that leave entering below. */
  public static Expr rotateLeft(Expr e, long distance) {
    return rotateLeft(e, Dsl.lit(distance));
  }

  /** The sum of two integers, or the end of their type that it passes. */
  public static Expr saturatingAdd(Expr a, Expr b) {
    return Call.of(MathFunction.ADD_SAT, a, b);
  }

  /** The difference of two integers, or the end of their type that it passes. */
  public static Expr saturatingSubtract(Expr a, Expr b) {
    return Call.of(MathFunction.SUB_SAT, a, b);
  }

  /** The nearest value of an integer type; floats truncate towards zero, NaN gives 0. */
  public static Expr saturatingCast(DType type, Expr e) {
    DType from = Given.given(e, "Argument of saturatingCast").type();
    Given.given(type, "The type of saturatingCast");
    if (!type.isInteger() || from.isBool()) {
      throw UserError.here(("saturatingCast(%s, %s) needs a number and an integer type; it is %s. "
          + "Use x.cast(%s).").formatted(type.name(), e, from, type.name()));
    }
    if (from.isFloat() || Conversions.isLossless(from, type)) {
      return e.cast(type);
    }
    Expr least = new IntConst(from, type.isSigned() ? type.minLong() : 0);
    Expr most = new IntConst(from, type.maxLong());
    boolean fromBelow = from.isSigned() && (!type.isSigned() || from.bits() > type.bits());
    boolean fromAbove = from.bits() > type.bits() || from.bits() == type.bits() && type.isSigned();
    Expr raised = fromBelow ? e.max(least) : e;
    return (fromAbove ? raised.min(most) : raised).cast(type);
  }
}

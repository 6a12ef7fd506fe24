package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.MathFunction;

/** The functions of OpenCL C in double precision, and how far single precision may be off. */
final class MathValues {

  private MathValues() {}

  /** The value; functions of fewer arguments ignore the rest. */
  static double apply(MathFunction function, double x, double y, double z) {
    return switch (function) {
      case ACOS -> Math.acos(x);
      case ACOSH -> Math.log(x + Math.sqrt(x - 1) * Math.sqrt(x + 1));
      case ASIN -> Math.asin(x);
      case ASINH -> asinh(x);
      case ATAN -> Math.atan(x);
      case ATAN2 -> Math.atan2(x, y);
      case ATANH -> 0.5 * Math.log1p(2 * x / (1 - x));
      case CBRT -> Math.cbrt(x);
      case CEIL -> Math.ceil(x);
      case COPYSIGN -> Math.copySign(x, y);
      case COS -> Math.cos(x);
      case COSH -> Math.cosh(x);
      case ERF -> SpecialFunctions.erf(x);
      case ERFC -> SpecialFunctions.erfc(x);
      case EXP -> Math.exp(x);
      case EXP10 -> Math.pow(10, x);
      case EXP2 -> Math.pow(2, x);
      case EXPM1 -> Math.expm1(x);
      case FABS -> Math.abs(x);
      case FDIM -> x > y ? x - y : x <= y ? 0 : Double.NaN;
      case FLOOR -> Math.floor(x);
      case FMA -> Math.fma(x, y, z);
      case FMOD -> x % y;
      case HYPOT -> Math.hypot(x, y);
      case LGAMMA -> SpecialFunctions.logGamma(x);
      case LOG -> Math.log(x);
      case LOG10 -> Math.log10(x);
      case LOG1P -> Math.log1p(x);
      case LOG2 -> log2(x);
      case POW -> power(x, y);
      case RINT -> Math.rint(x);
      case ROUND -> Math.copySign(Math.floor(Math.abs(x)) + (Math.abs(x) % 1 >= 0.5 ? 1 : 0), x);
      case RSQRT -> 1 / Math.sqrt(x);
      case SIN -> Math.sin(x);
      case SINH -> Math.sinh(x);
      case SQRT -> Math.sqrt(x);
      case TAN -> Math.tan(x);
      case TANH -> Math.tanh(x);
      case TGAMMA -> SpecialFunctions.gamma(x);
      case TRUNC -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case ABS_DIFF, ADD_SAT, BITS_OF, CLZ, CTZ, FLOAT_OF, HADD, MUL_HI, PHILOX, POPCOUNT, RHADD,
          ROTATE, SUB_SAT -> throw new CompilerBug(function + " of floats");
    };
  }

  private static double asinh(double x) {
    double a = Math.abs(x);
    return Math.copySign(a > 1e9 ? Math.log(a) + Math.log(2)
        : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1))), x);
  }

  private static double log2(double x) {
    int exponent = Math.getExponent(x);
    boolean exact = x == Math.scalb(1.0, exponent) && x < Double.POSITIVE_INFINITY;
    return exact ? exponent : Math.log(x) / Math.log(2);
  }

  /** C's: 1 to any power is 1, and so is -1 to an infinite one. */
  private static double power(double x, double y) {
    return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
  }

  /**
   * The error that OpenCL 1.2 allows in single precision (section 7.4, full profile), in units in
   * the last place; 0 for functions whose result is exact.
   */
  static double ulps(MathFunction function) {
    return switch (function) {
      case CEIL, COPYSIGN, FABS, FLOOR, FMOD, RINT, ROUND, TRUNC -> 0;
      case FDIM, FMA -> 1;
      case CBRT, LOG1P, RSQRT -> 2;
      case EXP, EXP10, EXP2, EXPM1, LOG, LOG10, LOG2, SQRT -> 3;
      case ACOS, ACOSH, ASIN, ASINH, COS, COSH, HYPOT, SIN, SINH -> 4;
      case ATAN, ATANH, TAN, TANH -> 5;
      case ATAN2 -> 6;
      case ERF, ERFC, POW, TGAMMA, LGAMMA -> 16;
      case ABS_DIFF, ADD_SAT, BITS_OF, CLZ, CTZ, FLOAT_OF, HADD, MUL_HI, PHILOX, POPCOUNT, RHADD,
          ROTATE, SUB_SAT -> throw new CompilerBug(function + " of floats");
    };
  }
}

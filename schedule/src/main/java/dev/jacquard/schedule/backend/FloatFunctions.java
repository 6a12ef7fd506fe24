package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.MathFunction;

/** OpenCL's functions on doubles, where Java's library has others or none. */
public final class FloatFunctions {

  private static final double LOG_2 = 0x1.62e42fefa39efp-1;
  private static final double HALF_LOG_2_PI = 0.91893853320467274178;
  /** Lanczos' approximation of the gamma function with g = 7. */
  private static final double[] LANCZOS = {0.99999999999980993, 676.5203681218851,
      -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
      -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};

  private FloatFunctions() {}

  /** The function of as many of the arguments as it has; the others are ignored. */
  public static double apply(MathFunction function, double a, double b, double c) {
    return switch (function) {
      case ACOS -> Math.acos(a);
      case ACOSH -> acosh(a);
      case ASIN -> Math.asin(a);
      case ASINH -> asinh(a);
      case ATAN -> Math.atan(a);
      case ATAN2 -> Math.atan2(a, b);
      case ATANH -> atanh(a);
      case CBRT -> Math.cbrt(a);
      case CEIL -> Math.ceil(a);
      case COPYSIGN -> Math.copySign(a, b);
      case COS -> Math.cos(a);
      case COSH -> Math.cosh(a);
      case ERF -> erf(a);
      case ERFC -> erfc(a);
      case EXP -> Math.exp(a);
      case EXP10 -> Math.pow(10, a);
      case EXP2 -> Math.pow(2, a);
      case EXPM1 -> Math.expm1(a);
      case FABS -> Math.abs(a);
      case FDIM -> fdim(a, b);
      case FLOOR -> Math.floor(a);
      case FMA -> Math.fma(a, b, c);
      case FMOD -> a % b;
      case HYPOT -> Math.hypot(a, b);
      case LGAMMA -> lgamma(a);
      case LOG -> Math.log(a);
      case LOG10 -> Math.log10(a);
      case LOG1P -> Math.log1p(a);
      case LOG2 -> log2(a);
      case POW -> pow(a, b);
      case RINT -> Math.rint(a);
      case ROUND -> round(a);
      case RSQRT -> 1 / Math.sqrt(a);
      case SIN -> Math.sin(a);
      case SINH -> Math.sinh(a);
      case SQRT -> Math.sqrt(a);
      case TAN -> Math.tan(a);
      case TANH -> Math.tanh(a);
      case TGAMMA -> tgamma(a);
      case TRUNC -> trunc(a);
      case ABS_DIFF, ADD_SAT, BITS_OF, CLZ, CTZ, FLOAT_OF, HADD, MUL_HI, PHILOX, POPCOUNT, RHADD,
          ROTATE, SUB_SAT -> throw new CompilerBug(function + " of floats");
    };
  }

  public static double acosh(double x) {
    return x > 0x1p28 ? Math.log(x) + LOG_2
        : Math.log1p(x - 1 + Math.sqrt(x - 1) * Math.sqrt(x + 1));
  }

  public static double asinh(double x) {
    double a = Math.abs(x);
    double result = a > 0x1p28 ? Math.log(a) + LOG_2
        : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(result, x);
  }

  public static double atanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(0.5 * Math.log1p(2 * a / (1 - a)), x);
  }

  public static double fdim(double a, double b) {
    return a <= b ? 0 : a - b;
  }

  /** Exact at powers of two. */
  public static double log2(double x) {
    if (!(x > 0) || Double.isInfinite(x)) {
      return Math.log(x);
    }
    if (x < Double.MIN_NORMAL) {
      return log2(x * 0x1p54) - 54;
    }
    int exponent = Math.getExponent(x * 0x1.6a09e667f3bcdp-1) + 1;
    return exponent + Math.log(Math.scalb(x, -exponent)) / LOG_2;
  }

  /** As in C, where 1 to any power and anything to the power 0 is 1. */
  public static double pow(double a, double b) {
    return a == 1 || a == -1 && Double.isInfinite(b) ? 1 : Math.pow(a, b);
  }

  /** To the nearest integer, halves away from zero. */
  public static double round(double x) {
    double whole = Math.floor(Math.abs(x));
    return Math.copySign(Math.abs(x) - whole >= 0.5 ? whole + 1 : whole, x);
  }

  public static double trunc(double x) {
    return Math.copySign(Math.floor(Math.abs(x)), x);
  }

  public static double erf(double x) {
    double a = Math.abs(x);
    return a < 1.5 ? erfSeries(x) : Math.copySign(1 - erfcFraction(a), x);
  }

  public static double erfc(double x) {
    return x < 0.5 ? 1 - erf(x) : erfcFraction(x);
  }

  /** {@code 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (2n+1)!!}: terms of one sign. */
  private static double erfSeries(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > Math.abs(sum) * 0x1p-56; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** The continued fraction of erfc for x of 0.5 or more, in as many terms as it needs. */
  private static double erfcFraction(double x) {
    if (!(x < 30)) {
      return Double.isNaN(x) ? x : 0;
    }
    double fraction = x;
    for (int n = 20 + (int) (200 / (x * x)); n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    double square = x * x;
    double rest = Math.fma(x, x, -square);
    return Math.exp(-square) * (1 - rest) / Math.sqrt(Math.PI) / fraction;
  }

  /** The sine of pi times {@code x}, to full precision near its zeros too. */
  private static double sinPi(double x) {
    double whole = Math.rint(x);
    double sine = Math.sin(Math.PI * (x - whole));
    return whole % 2 == 0 ? sine : -sine;
  }

  public static double tgamma(double x) {
    if (x == 0 || x > 171.7) {
      return x == 0 ? 1 / x : Double.POSITIVE_INFINITY;
    }
    if (x < 0 && x == Math.rint(x)) {
      return Double.NaN;
    }
    if (x < 0.5) {
      return Math.PI / (sinPi(x) * tgamma(1 - x));
    }
    if (x > 2) {
      return (x - 1) * tgamma(x - 1);
    }
    double t = x + 6.5;
    double power = Math.pow(t, (x - 0.5) / 2);
    double result = Math.sqrt(2 * Math.PI) * power * Math.exp(-t) * power * lanczos(x - 1);
    return x == 1 || x == 2 ? 1 : result;
  }

  /** The logarithm of the absolute value of gamma. */
  public static double lgamma(double x) {
    if (Double.isInfinite(x) || x <= 0 && x == Math.rint(x)) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < 0.5) {
      return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
    }
    double t = x + 6.5;
    return x == 1 || x == 2 ? 0
        : HALF_LOG_2_PI + (x - 0.5) * Math.log(t) - t + Math.log(lanczos(x - 1));
  }

  private static double lanczos(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x + i);
    }
    return sum;
  }
}

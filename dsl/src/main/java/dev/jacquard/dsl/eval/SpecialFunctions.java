package dev.jacquard.dsl.eval;

/** Functions that the JDK lacks, to within a few units in the last place of a double. */
final class SpecialFunctions {

  private static final double SQRT_PI = Math.sqrt(Math.PI);
  private static final double SERIES_END = 2.5;
  private static final int FRACTION_TERMS = 120;
  private static final double LANCZOS_G = 7;
  private static final double[] LANCZOS = {0.99999999999980993, 676.5203681218851,
      -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
      -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};

  private SpecialFunctions() {}

  static double erf(double x) {
    double a = Math.abs(x);
    return a < SERIES_END ? erfSeries(x) : Math.copySign(1 - erfcFraction(a), x);
  }

  static double erfc(double x) {
    return x < 0.5 ? 1 - erf(x) : x < 1.5 ? 1 - erfSeries(x) : erfcFraction(x);
  }

  /** {@code 2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (1*3*...*(2n+1))}; all terms of one sign. */
  private static double erfSeries(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-18; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / SQRT_PI * Math.exp(-x * x) * sum;
  }

  /** {@code exp(-x^2)/sqrt(pi) * 1/(x + (1/2)/(x + (2/2)/(x + ...)))}, for x of 1.5 or more. */
  private static double erfcFraction(double x) {
    if (Double.isNaN(x) || x > 40) {
      return Double.isNaN(x) ? x : 0;
    }
    double tail = x;
    for (int n = FRACTION_TERMS; n > 0; n--) {
      tail = x + n / 2.0 / tail;
    }
    return Math.exp(-x * x) / SQRT_PI / tail;
  }

  static double gamma(double x) {
    if (x < 0.5) {
      return x == Math.rint(x) && x < 0 ? Double.NaN
          : Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
    }
    double t = x - 1 + LANCZOS_G + 0.5;
    double half = Math.pow(t, (x - 0.5) / 2);
    return Math.sqrt(2 * Math.PI) * half * Math.exp(-t) * half * lanczos(x - 1);
  }

  static double logGamma(double x) {
    if (x < 0.5) {
      return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
    }
    double t = x - 1 + LANCZOS_G + 0.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(lanczos(x - 1));
  }

  /** The series of Lanczos with g = 7 and 9 terms. */
  private static double lanczos(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x + i);
    }
    return sum;
  }
}

package dev.jacquard.dsl.eval;

/** Functions that the JDK lacks, to within a few units in the last place of a double. */
final class SpecialFunctions {

  private static final double SQRT_PI = Math.sqrt(Math.PI);
  private static final double SERIES_END = 2.5;
  private static final double FRACTION_START = 0.5;
  /** Beyond it the gamma function exceeds a double. */
  private static final double LARGEST = 171.7;
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
    return x < FRACTION_START ? 1 - erf(x) : erfcFraction(x);
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

  /** {@code exp(-x^2)/sqrt(pi) * 1/(x + (1/2)/(x + (2/2)/(x + ...)))}, for x of 0.5 or more. */
  private static double erfcFraction(double x) {
    if (Double.isNaN(x) || x > 40) {
      return Double.isNaN(x) ? x : 0;
    }
    double tail = x;
    for (int n = 20 + (int) (200 / (x * x)); n > 0; n--) {
      tail = x + n / 2.0 / tail;
    }
    double square = x * x;
    double rest = Math.fma(x, x, -square);
    return Math.exp(-square) * (1 - rest) / SQRT_PI / tail;
  }

  /** The sine of pi times {@code x}, to full precision near its zeros too. */
  private static double sinPi(double x) {
    double whole = Math.rint(x);
    double sine = Math.sin(Math.PI * (x - whole));
    return whole % 2 == 0 ? sine : -sine;
  }

  /** By the series near 1, and further on by the factors in between, in twice the precision. */
  static double gamma(double x) {
    if (x == 0 || x > LARGEST) {
      return x == 0 ? 1 / x : Double.POSITIVE_INFINITY;
    }
    if (x < 0.5) {
      return x == Math.rint(x) && x < 0 ? Double.NaN
          : Math.PI / (sinPi(x) * gamma(1 - x));
    }
    double product = 1;
    double rest = 0;
    double factor = x;
    while (factor > 2) {
      factor -= 1;
      double next = product * factor;
      rest = rest * factor + Math.fma(product, factor, -next);
      product = next;
    }
    double t = factor - 1 + LANCZOS_G + 0.5;
    double near = factor == 1 || factor == 2 ? 1
        : Math.sqrt(2 * Math.PI) * Math.pow(t, factor - 0.5) * Math.exp(-t) * lanczos(factor - 1);
    return (product + rest) * near;
  }

  static double logGamma(double x) {
    if (Double.isInfinite(x) || x <= 0 && x == Math.rint(x)) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < 0.5) {
      return Math.log(Math.PI / Math.abs(sinPi(x))) - logGamma(1 - x);
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

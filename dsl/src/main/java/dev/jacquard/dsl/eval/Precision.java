package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;

/**
 * How far a correct program may be from the oracle, type by type: a running error analysis (Higham,
 * "Accuracy and Stability of Numerical Algorithms", 2002, section 3.3).
 *
 * <p>Every float value carries a tolerance {@code e}. One operation with result {@code v} adds
 * {@code ulps * epsilon * |v|} to what it inherits: {@code ea + eb} through a sum,
 * {@code |a|*eb + |b|*ea + ea*eb} through a product, {@code max(ea, eb)} through min and max. A sum
 * of K terms, whose order is free, inherits the terms' tolerances and adds
 *
 * <pre>SAFETY * epsilon * sqrt(K) * (sum of |terms|)</pre>
 *
 * <p>Rounding errors of the K partial sums behave as independent ones, each uniform within half an
 * epsilon of the partial sum, which is at most the sum of |terms|: their sum has a standard
 * deviation of at most {@code epsilon/2 * sqrt(K/3)} times that, for every order. {@link #SAFETY} =
 * 4 is 14 of these deviations, and still finds one missing term of average size among 10^5 in f32.
 * An update that only adds to its elements, and a sum among the values of a user's reducer, get the
 * same beside what their written order adds up to, which may be the larger.
 *
 * <p>An integer that hangs on a float, by a cast or a comparison, may be as far off as the float's
 * tolerance can carry it, in either direction: 0 unless a boundary lies within that tolerance.
 *
 * <p>Where no order and no contraction to FMA can round, the tolerance is 0: so with small integers
 * as inputs, sums and products must agree bit for bit. A value beyond the type's range, or that
 * only some orders of a reduction carry beyond it, or behind a discontinuity that cannot be
 * followed, has an infinite tolerance: it is not judged.
 *
 * <p>Relaxed, an expression may be regrouped, its functions approximated and small values flushed:
 * no operation is exact, a sum rounds as its summands do, and every rounding is
 * {@link #RELAXED_ULPS} as large.
 */
enum Precision {
  F32(DType.F32, Float.MIN_NORMAL, Float.MAX_VALUE, 1L << 24, false),
  F64(DType.F64, Double.MIN_NORMAL, Double.MAX_VALUE, 1L << 53, false),
  RELAXED_F32(DType.F32, Float.MIN_NORMAL, Float.MAX_VALUE, 1L << 24, true),
  RELAXED_F64(DType.F64, Double.MIN_NORMAL, Double.MAX_VALUE, 1L << 53, true);

  static final double SAFETY = 4;
  static final double RELAXED_ULPS = 8;
  /** OpenCL allows 2.5 for a division. */
  private static final double DIVISION_ULPS = 3;

  private final double epsilon;
  private final double tiny;
  private final double largest;
  private final double exactIntegers;
  private final boolean relaxed;

  Precision(DType type, double tiny, double largest, double exactIntegers, boolean relaxed) {
    this.relaxed = relaxed;
    this.epsilon = relaxed ? RELAXED_ULPS * type.epsilon() : type.epsilon();
    this.tiny = tiny;
    this.largest = largest;
    this.exactIntegers = exactIntegers;
  }

  static Precision of(DType type, boolean relaxed) {
    return switch (type) {
      case F32 -> relaxed ? RELAXED_F32 : F32;
      case F64 -> relaxed ? RELAXED_F64 : F64;
      default -> throw new CompilerBug("no arithmetic in " + type);
    };
  }

  /**
   * The tolerance of {@code v}, off by up to {@code e}, once it is rounded to {@code type}: as
   * rounding is monotone, what the ends of that range are rounded to bounds it.
   */
  static double narrowed(DType type, double v, double e) {
    double low = type.round(v - e);
    double high = type.round(v + e);
    if (e == Double.POSITIVE_INFINITY) {
      return e;
    }
    if (low == high || Double.isNaN(v)) {
      return 0;
    }
    boolean beyond = Double.isInfinite(low) || Double.isInfinite(high);
    return beyond ? Double.POSITIVE_INFINITY
        : Math.max(high - type.round(v), type.round(v) - low);
  }

  boolean isRelaxed() {
    return relaxed;
  }

  /** The tolerance of {@code v}, off by up to {@code e}, which is zero if it is subnormal. */
  double flushed(double v, double e) {
    return Math.abs(v) < tiny ? Math.max(e, Math.abs(v)) : e;
  }

  /** The tolerance of {@code a + b = v}. */
  double sum(double a, double b, double v, double inherited) {
    if (inherited == 0 && isExactSum(a, b, v)) {
      return 0;
    }
    double regrouped = relaxed ? epsilon * (Math.abs(a) + Math.abs(b)) : 0;
    return rounded(v, inherited, 1) + (Double.isFinite(regrouped) ? regrouped : 0);
  }

  /** The tolerance of {@code a * b = v}. */
  double product(double a, double ea, double b, double eb, double v) {
    if (ea == 0 && eb == 0) {
      return isExactProduct(a, b, v) ? 0 : rounded(v, 0, 1);
    }
    return rounded(v, Math.abs(a) * eb + Math.abs(b) * ea + ea * eb, 1);
  }

  /** The tolerance of {@code a / b = v}. */
  double quotient(double a, double ea, double b, double eb, double v) {
    if (ea == 0 && eb == 0) {
      boolean exact = !relaxed && (isPowerOfTwo(b) || a == 0) && isRepresentable(v);
      return exact ? 0 : rounded(v, 0, DIVISION_ULPS);
    }
    double least = Math.abs(b) - eb;
    return least > 0 ? rounded(v, (ea + Math.abs(v) * eb) / least, DIVISION_ULPS)
        : Double.POSITIVE_INFINITY;
  }

  /**
   * The tolerance of a result that is {@code ulps} units in the last place from the truth, which
   * may lie anywhere within {@code inherited} of {@code v}.
   */
  double rounded(double v, double inherited, double ulps) {
    double own = ulps * epsilon * (Math.abs(v) + inherited) + tiny;
    return Math.abs(v) <= largest ? bounded(v, inherited + own) : beyond(v, inherited);
  }

  /** The tolerance of a sum of {@code terms} terms in any order. */
  double total(double sum, double inherited, double magnitude, long terms, boolean integral) {
    if (inherited == 0 && (terms <= 1 || integral && magnitude <= exactIntegers)) {
      return 0;
    }
    double own = terms <= 1 ? 0 : SAFETY * epsilon * Math.sqrt(terms) * magnitude + tiny;
    return magnitude <= largest ? bounded(sum, inherited + own) : beyond(sum, inherited);
  }

  /** {@code e} where {@code v} is within the type's range, else whether it can be judged at all. */
  double bounded(double v, double e) {
    return Math.abs(v) <= largest ? Double.isNaN(e) ? Double.POSITIVE_INFINITY : e : beyond(v, e);
  }

  /** Whether the type has values of this size. */
  boolean holds(double magnitude) {
    return magnitude <= largest;
  }

  /** What an order may lose of a partial product of size {@code least}, times {@code others}. */
  double lost(double least, double others) {
    return least < tiny ? tiny * others : 0;
  }

  private static double beyond(double v, double e) {
    boolean unknown = Double.isFinite(v) || !(e < Double.POSITIVE_INFINITY);
    return unknown ? Double.POSITIVE_INFINITY : 0;
  }

  private boolean isExactSum(double a, double b, double v) {
    if (relaxed || this == F32) {
      return !relaxed && isRepresentable(v);
    }
    double part = v - a;
    return a - (v - part) + (b - part) == 0;
  }

  private boolean isExactProduct(double a, double b, double v) {
    return !relaxed && (this == F32 ? isRepresentable(v) : Math.fma(a, b, -v) == 0);
  }

  private boolean isRepresentable(double v) {
    return this == F64 || (float) v == v;
  }

  private static boolean isPowerOfTwo(double v) {
    return Math.abs(v) == Math.scalb(1.0, Math.getExponent(v));
  }
}

package dev.jacquard.dsl.index;

import dev.jacquard.dsl.DType;

/**
 * All integers from {@code min} to {@code max}; the extreme longs stand for "unbounded".
 * Arithmetic saturates, so a bound is never wrong, only wide.
 */
public record Interval(long min, long max) {

  static final long NEGATIVE = Long.MIN_VALUE;
  static final long POSITIVE = Long.MAX_VALUE;
  public static final Interval ALL = new Interval(NEGATIVE, POSITIVE);

  public static Interval of(long value) {
    return new Interval(value, value);
  }

  /** The values of an integer type; unbounded for u64. */
  public static Interval of(DType type) {
    return type.isFloat() || type == DType.U64 ? ALL
        : new Interval(type.minLong(), type.maxLong());
  }

  public boolean isSingle() {
    return min == max;
  }

  public boolean isBounded() {
    return min != NEGATIVE && max != POSITIVE;
  }

  public boolean contains(Interval other) {
    return min <= other.min && other.max <= max;
  }

  public Interval plus(Interval other) {
    return new Interval(add(min, other.min, NEGATIVE), add(max, other.max, POSITIVE));
  }

  public Interval times(long factor) {
    if (factor == 0) {
      return of(0);
    }
    long a = multiply(min, factor);
    long b = multiply(max, factor);
    return factor > 0 ? new Interval(a, b) : new Interval(b, a);
  }

  public Interval times(Interval other) {
    long a = multiply(min, other.min);
    long b = multiply(min, other.max);
    long c = multiply(max, other.min);
    long d = multiply(max, other.max);
    return new Interval(Math.min(Math.min(a, b), Math.min(c, d)),
        Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** Floor division by a positive constant. */
  public Interval floorDiv(long divisor) {
    return new Interval(min == NEGATIVE ? min : Math.floorDiv(min, divisor),
        max == POSITIVE ? max : Math.floorDiv(max, divisor));
  }

  public Interval min(Interval other) {
    return new Interval(Math.min(min, other.min), Math.min(max, other.max));
  }

  public Interval max(Interval other) {
    return new Interval(Math.max(min, other.min), Math.max(max, other.max));
  }

  public Interval union(Interval other) {
    return new Interval(Math.min(min, other.min), Math.max(max, other.max));
  }

  public Interval intersect(Interval other) {
    return new Interval(Math.max(min, other.min), Math.min(max, other.max));
  }

  private static long add(long a, long b, long unbounded) {
    if (a == unbounded || b == unbounded) {
      return unbounded;
    }
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? unbounded : sum;
  }

  private static long multiply(long a, long b) {
    if (a == 0 || b == 0) {
      return 0;
    }
    boolean endless = a == NEGATIVE || a == POSITIVE || b == NEGATIVE || b == POSITIVE;
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    if (endless || high != (low >> 63)) {
      return (a < 0) == (b < 0) ? POSITIVE : NEGATIVE;
    }
    return low;
  }
}

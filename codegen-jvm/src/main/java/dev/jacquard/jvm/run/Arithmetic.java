package dev.jacquard.jvm.run;

import dev.jacquard.schedule.backend.IntegerArithmetic;

/** What generated code calls where Java's operators mean something else. */
public final class Arithmetic {

  private Arithmetic() {}

  /** The Euclidean quotient; 0 if {@code b} is 0. */
  public static int divide(int a, int b) {
    return (int) IntegerArithmetic.divide(a, b);
  }

  /** The Euclidean quotient; 0 if {@code b} is 0. */
  public static long divide(long a, long b) {
    return IntegerArithmetic.divide(a, b);
  }

  /** The Euclidean remainder; 0 if {@code b} is 0. */
  public static int remainder(int a, int b) {
    return (int) IntegerArithmetic.remainder(a, b);
  }

  /** The Euclidean remainder; 0 if {@code b} is 0. */
  public static long remainder(long a, long b) {
    return IntegerArithmetic.remainder(a, b);
  }

  public static long divideUnsigned(long a, long b) {
    return IntegerArithmetic.divideUnsigned(a, b);
  }

  public static long remainderUnsigned(long a, long b) {
    return IntegerArithmetic.remainderUnsigned(a, b);
  }

  public static long minUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) <= 0 ? a : b;
  }

  public static long maxUnsigned(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }

  /** The 64 unsigned bits nearest to {@code value} from below, saturated; NaN is 0. */
  public static long toUnsigned(double value) {
    return IntegerArithmetic.fromFloat(dev.jacquard.dsl.DType.U64, value);
  }

  /** 64 unsigned bits, rounded once. */
  public static float unsignedToFloat(long value) {
    return IntegerArithmetic.toFloat(dev.jacquard.dsl.DType.U64, value);
  }

  /** 64 unsigned bits, rounded once. */
  public static double unsignedToDouble(long value) {
    return IntegerArithmetic.toDouble(dev.jacquard.dsl.DType.U64, value);
  }
}

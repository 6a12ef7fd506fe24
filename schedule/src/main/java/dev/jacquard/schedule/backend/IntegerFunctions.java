package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.MathFunction;

/**
 * The functions of integers, carried in longs as {@link DType} says; {@code type} is that of the
 * arguments. Generated Java calls the methods by name.
 */
public final class IntegerFunctions {

  private static final long WORD = 0xFFFF_FFFFL;

  private IntegerFunctions() {}

  /** The function of all its arguments. */
  public static long apply(MathFunction function, DType type, long... a) {
    return switch (function) {
      case ABS_DIFF -> absDiff(type, a[0], a[1]);
      case ADD_SAT -> addSat(type, a[0], a[1]);
      case CLZ -> clz(type, a[0]);
      case CTZ -> ctz(type, a[0]);
      case HADD -> hadd(type, a[0], a[1]);
      case MUL_HI -> mulHi(type, a[0], a[1]);
      case PHILOX -> philox(type, a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
      case POPCOUNT -> popcount(type, a[0]);
      case RHADD -> rhadd(type, a[0], a[1]);
      case ROTATE -> rotate(type, a[0], a[1]);
      case SUB_SAT -> subSat(type, a[0], a[1]);
      default -> throw new CompilerBug(function + " of integers");
    };
  }

  public static long absDiff(DType type, long a, long b) {
    boolean less = type == DType.U64 ? Long.compareUnsigned(a, b) < 0 : a < b;
    return type.toUnsigned().wrap(less ? b - a : a - b);
  }

  public static long addSat(DType type, long a, long b) {
    long sum = a + b;
    return switch (type) {
      case U64 -> Long.compareUnsigned(sum, a) < 0 ? -1L : sum;
      case I64 -> ((a ^ sum) & (b ^ sum)) < 0 ? end(a) : sum;
      default -> Math.clamp(sum, type.minLong(), type.maxLong());
    };
  }

  public static long subSat(DType type, long a, long b) {
    long difference = a - b;
    return switch (type) {
      case U64 -> Long.compareUnsigned(a, b) < 0 ? 0 : difference;
      case I64 -> ((a ^ b) & (a ^ difference)) < 0 ? end(a) : difference;
      default -> Math.clamp(difference, type.minLong(), type.maxLong());
    };
  }

  private static long end(long sign) {
    return sign < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  public static long clz(DType type, long a) {
    return Long.numberOfLeadingZeros(type.toUnsigned().wrap(a)) - (Long.SIZE - type.bits());
  }

  public static long ctz(DType type, long a) {
    return Math.min(Long.numberOfTrailingZeros(a), type.bits());
  }

  public static long popcount(DType type, long a) {
    return Long.bitCount(type.toUnsigned().wrap(a));
  }

  /** What both have, and half of what one has. */
  public static long hadd(DType type, long a, long b) {
    return (a & b) + half(type, a ^ b);
  }

  /** What either has, less half of what one has. */
  public static long rhadd(DType type, long a, long b) {
    return (a | b) - half(type, a ^ b);
  }

  private static long half(DType type, long a) {
    return type == DType.U64 ? a >>> 1 : a >> 1;
  }

  public static long mulHi(DType type, long a, long b) {
    return switch (type) {
      case U64 -> Math.unsignedMultiplyHigh(a, b);
      case I64 -> Math.multiplyHigh(a, b);
      case U32 -> a * b >>> type.bits();
      default -> a * b >> type.bits();
    };
  }

  public static long rotate(DType type, long a, long b) {
    int distance = (int) b & type.bits() - 1;
    long bits = type.toUnsigned().wrap(a);
    long below = distance == 0 ? 0 : bits >>> type.bits() - distance;
    return type.wrap(bits << distance | below);
  }

  /** A word of Philox4x32-10; {@code type} is u32. */
  public static long philox(DType type, long c0, long c1, long c2, long c3, long k0, long k1,
      long word) {
    for (int round = 0; round < 10; round++) {
      long p0 = c0 * 0xD2511F53L;
      long p1 = c2 * 0xCD9E8D57L;
      c0 = (p1 >>> 32 ^ c1 ^ k0) & WORD;
      c1 = p1 & WORD;
      c2 = (p0 >>> 32 ^ c3 ^ k1) & WORD;
      c3 = p0 & WORD;
      k0 = k0 + 0x9E3779B9L & WORD;
      k1 = k1 + 0xBB67AE85L & WORD;
    }
    return word == 0 ? c0 : word == 1 ? c1 : word == 2 ? c2 : c3;
  }
}

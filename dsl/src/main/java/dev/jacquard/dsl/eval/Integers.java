package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UnaryOp;

/**
 * What the operators mean for integers and booleans: results wrap, division is Euclidean with
 * {@code x / 0 = x % 0 = 0}, shift distances are taken modulo the width.
 */
final class Integers {

  private Integers() {}

  static long apply(BinaryOp op, DType type, long a, long b) {
    return switch (op) {
      case ADD -> type.wrap(a + b);
      case SUB -> type.wrap(a - b);
      case MUL -> type.wrap(a * b);
      case DIV -> type.wrap(type == DType.U64 ? unsignedQuotient(a, b) : quotient(a, b));
      case MOD -> type == DType.U64 ? unsignedRemainder(a, b) : remainder(a, b);
      case MIN -> compare(type, a, b) <= 0 ? a : b;
      case MAX -> compare(type, a, b) >= 0 ? a : b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> type.wrap(a << (b & type.bits() - 1));
      case SHR -> type.isSigned() ? a >> (b & type.bits() - 1) : a >>> (b & type.bits() - 1);
      case LT -> compare(type, a, b) < 0 ? 1 : 0;
      case LE -> compare(type, a, b) <= 0 ? 1 : 0;
      case EQ -> a == b ? 1 : 0;
      case NE -> a != b ? 1 : 0;
    };
  }

  static long apply(UnaryOp op, DType type, long a) {
    return switch (op) {
      case NEG -> type.wrap(-a);
      case NOT -> type.isBool() ? 1 - a : type.wrap(~a);
      case ABS -> type.isSigned() ? type.wrap(Math.abs(a)) : a;
    };
  }

  private static int compare(DType type, long a, long b) {
    return type == DType.U64 ? Long.compareUnsigned(a, b) : Long.compare(a, b);
  }

  private static long quotient(long a, long b) {
    if (b == 0) {
      return 0;
    }
    long truncated = a / b;
    return a % b >= 0 ? truncated : b > 0 ? truncated - 1 : truncated + 1;
  }

  private static long remainder(long a, long b) {
    if (b == 0) {
      return 0;
    }
    long rest = a % b;
    return rest >= 0 ? rest : b > 0 ? rest + b : rest - b;
  }

  private static long unsignedQuotient(long a, long b) {
    return b == 0 ? 0 : Long.divideUnsigned(a, b);
  }

  private static long unsignedRemainder(long a, long b) {
    return b == 0 ? 0 : Long.remainderUnsigned(a, b);
  }

  /** As {@link dev.jacquard.dsl.Cast} says: truncated, saturated, NaN is 0; to bool: not 0. */
  static long ofReal(DType type, double value) {
    return switch (type) {
      case BOOL -> value != 0 ? 1 : 0;
      case U64 -> unsigned(value);
      case I64 -> (long) value;
      case I8, I16, I32, U8, U16, U32 -> Math.clamp((long) value, type.minLong(), type.maxLong());
      case F16, BF16, F32, F64 -> throw new CompilerBug("integer of type " + type);
    };
  }

  private static long unsigned(double value) {
    if (!(value >= 1)) {
      return 0;
    }
    return value < 0x1p63 ? (long) value
        : value < 0x1p64 ? (long) (value - 0x1p63) + Long.MIN_VALUE : -1L;
  }

  /** An integer as a double, rounded once, to {@code target}. */
  static double toReal(DType type, DType target, long value) {
    boolean large = type == DType.U64 && value < 0;
    long half = value >>> 1 | value & 1;
    if (target == DType.F32) {
      return large ? (float) half * 2f : (float) value;
    }
    return large ? (double) half * 2 : (double) value;
  }

  /** How far two integers of one type are apart; at least 1 unless they are equal. */
  static double distance(DType type, long a, long b) {
    return a == b ? 0 : Math.max(1, absolute(type, a, b));
  }

  private static double absolute(DType type, long a, long b) {
    return Math.abs(toReal(type, DType.F64, a) - toReal(type, DType.F64, b));
  }
}

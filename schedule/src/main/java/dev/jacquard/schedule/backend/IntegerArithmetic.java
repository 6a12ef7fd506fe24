package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UnaryOp;

/**
 * What the operators mean on integers and booleans, carried in longs as {@link DType} says. Results
 * wrap in their type; division is Euclidean with {@code x / 0 = x % 0 = 0}; shift distances are
 * taken modulo the width.
 */
public final class IntegerArithmetic {

  private IntegerArithmetic() {}

  /** {@code a op b} for operands of {@code type}; comparisons give 0 or 1. */
  public static long apply(BinaryOp op, DType type, long a, long b) {
    return switch (op) {
      case ADD -> type.wrap(a + b);
      case SUB -> type.wrap(a - b);
      case MUL -> type.wrap(a * b);
      case DIV -> type.wrap(type == DType.U64 ? divideUnsigned(a, b) : divide(a, b));
      case MOD -> type == DType.U64 ? remainderUnsigned(a, b) : remainder(a, b);
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

  /** {@code op a} for an operand of {@code type}. */
  public static long apply(UnaryOp op, DType type, long a) {
    return switch (op) {
      case NEG -> type.wrap(-a);
      case NOT -> type.isBool() ? 1 - a : type.wrap(~a);
      case ABS -> type.isSigned() ? type.wrap(Math.abs(a)) : a;
    };
  }

  /** The Euclidean quotient; 0 if {@code b} is 0. */
  public static long divide(long a, long b) {
    if (b == 0) {
      return 0;
    }
    long quotient = a / b;
    return a - quotient * b >= 0 ? quotient : b > 0 ? quotient - 1 : quotient + 1;
  }

  /** The Euclidean remainder, in {@code [0, |b|)}; 0 if {@code b} is 0. */
  public static long remainder(long a, long b) {
    if (b == 0) {
      return 0;
    }
    long rest = a % b;
    return rest >= 0 ? rest : b > 0 ? rest + b : rest - b;
  }

  public static long divideUnsigned(long a, long b) {
    return b == 0 ? 0 : Long.divideUnsigned(a, b);
  }

  public static long remainderUnsigned(long a, long b) {
    return b == 0 ? 0 : Long.remainderUnsigned(a, b);
  }

  private static int compare(DType type, long a, long b) {
    return type == DType.U64 ? Long.compareUnsigned(a, b) : Long.compare(a, b);
  }

  /** Truncated towards zero and saturated, NaN is 0; as a bool, whether it is not 0. */
  public static long fromFloat(DType type, double value) {
    return switch (type) {
      case BOOL -> value != 0 ? 1 : 0;
      case I8, I16, I32, U8, U16, U32 -> Math.clamp((long) value, type.minLong(), type.maxLong());
      case I64 -> (long) value;
      case U64 -> unsigned(value);
      case F16, BF16, F32, F64 -> throw new CompilerBug("fromFloat(" + type + ")");
    };
  }

  private static long unsigned(double value) {
    if (!(value > 0)) {
      return 0;
    }
    return value < 0x1p63 ? (long) value
        : value < 0x1p64 ? (long) (value - 0x1p63) | Long.MIN_VALUE : -1L;
  }

  /** An integer of {@code from} as a double, rounded once. */
  public static double toDouble(DType from, long value) {
    return from == DType.U64 && value < 0 ? (value >>> 1 | value & 1) * 2.0 : value;
  }

  /** An integer of {@code from} as a float, rounded once. */
  public static float toFloat(DType from, long value) {
    return from == DType.U64 && value < 0 ? (value >>> 1 | value & 1) * 2f : value;
  }
}

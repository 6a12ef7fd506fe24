package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import java.util.EnumSet;
import java.util.Set;

/** Tolerances of integers and booleans that hang on a float. */
final class Unsure {

  /** Operators whose largest and smallest results lie at the ends of their operands. */
  private static final Set<BinaryOp> MONOTONE = EnumSet.of(BinaryOp.ADD, BinaryOp.SUB,
      BinaryOp.MUL, BinaryOp.DIV, BinaryOp.MIN, BinaryOp.MAX, BinaryOp.SHR, BinaryOp.LT,
      BinaryOp.LE);

  private Unsure() {}

  /** The tolerance of {@code a op b} where {@code a} may be off by {@code ea} and b by eb. */
  static double binary(BinaryOp op, DType type, long a, double ea, long b, double eb) {
    if (ea == 0 && eb == 0) {
      return 0;
    }
    if (Math.max(ea, eb) > (MONOTONE.contains(op) ? 0x1p31 : 1)) {
      return Double.POSITIVE_INFINITY;
    }
    DType result = op.isComparison() ? DType.BOOL : type;
    long value = Integers.apply(op, type, a, b);
    double worst = 0;
    for (int i = -1; i <= 1; i++) {
      for (int j = -1; j <= 1; j++) {
        long other = Integers.apply(op, type, moved(type, a, i, ea), moved(type, b, j, eb));
        worst = Math.max(worst, Integers.distance(result, value, other));
      }
    }
    return worst;
  }

  /** {@code value}, as much as {@code error} in one direction, within its type. */
  static long moved(DType type, long value, int direction, double error) {
    long moved = value + direction * (long) Math.ceil(error);
    return type == DType.U64 || type == DType.I64 ? moved
        : Math.clamp(moved, type.minLong(), type.maxLong());
  }

  /** The tolerance of a float comparison: 1 if the operands are too close to tell, else 0. */
  static double comparison(double a, double ea, double b, double eb) {
    double margin = ea + eb;
    boolean close = margin == Double.POSITIVE_INFINITY || Math.abs(a - b) <= margin;
    return margin > 0 && close ? 1 : 0;
  }

  /** The tolerance of a float, off by {@code error}, cast to an integer type. */
  static double cast(DType type, double value, double error) {
    if (error == 0) {
      return 0;
    }
    if (error == Double.POSITIVE_INFINITY) {
      return error;
    }
    long cast = Integers.ofReal(type, value);
    double up = Integers.distance(type, cast, Integers.ofReal(type, value + error));
    double down = Integers.distance(type, cast, Integers.ofReal(type, value - error));
    boolean mayBeZero = type.isBool() && Math.abs(value) <= error;
    return mayBeZero ? 1 : Math.max(up, down);
  }

  /** The tolerance of an integer, off by {@code error}, cast to another integer type or bool. */
  static double wrap(DType type, DType from, long value, double error) {
    if (error == 0 || error > 0x1p31) {
      return error == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    long wrapped = type.wrap(value);
    double up = Integers.distance(type, wrapped, type.wrap(moved(from, value, 1, error)));
    double down = Integers.distance(type, wrapped, type.wrap(moved(from, value, -1, error)));
    return Math.max(up, down);
  }

  /** How far {@code other} may be from {@code value}; infinite where it cannot be evaluated. */
  static double distance(double value, Real other, Frame frame) {
    try {
      double second = other.at(frame);
      double distance = Math.abs(value - second) + frame.error;
      return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    } catch (CompilerBug | UserError _) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** As {@link #distance(double, Real, Frame)}, for integers. */
  static double distance(DType type, long value, Whole other, Frame frame) {
    try {
      long second = other.at(frame);
      return Integers.distance(type, value, second) + frame.error;
    } catch (CompilerBug | UserError _) {
      return Double.POSITIVE_INFINITY;
    }
  }
}

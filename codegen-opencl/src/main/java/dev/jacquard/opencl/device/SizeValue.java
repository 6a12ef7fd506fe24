package dev.jacquard.opencl.device;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.Var;
import java.util.Map;

/** The number that an expression of sizes and host loop variables stands for; true is 1. */
final class SizeValue {

  private SizeValue() {}

  static long of(Expr e, Map<String, Long> values) {
    return switch (e) {
      case IntConst(DType _, long value) -> value;
      case Dim dim -> named(dim.name(), values);
      case Var(String name) -> named(name, values);
      case RVar(String name, Range _) -> named(name, values);
      case Binary(BinaryOp op, Expr a, Expr b) -> apply(op, of(a, values), of(b, values));
      case Unary(UnaryOp op, Expr a) -> apply(op, of(a, values), e);
      case Select(Expr c, Expr t, Expr f) -> of(c, values) != 0 ? of(t, values) : of(f, values);
      case Cast(DType type, Expr a) -> type.wrap(of(a, values));
      default -> throw new CompilerBug("The host cannot evaluate " + e + ".");
    };
  }

  static boolean holds(Expr condition, Map<String, Long> values) {
    return of(condition, values) != 0;
  }

  private static long named(String name, Map<String, Long> values) {
    Long value = values.get(name);
    if (value == null) {
      throw new CompilerBug("The host does not know " + name + "; it knows " + values.keySet()
          + ".");
    }
    return value;
  }

  private static long apply(UnaryOp op, long a, Expr e) {
    return switch (op) {
      case NEG -> -a;
      case NOT -> e.type().isBool() ? 1 - a : ~a;
      case ABS -> Math.abs(a);
    };
  }

  private static long apply(BinaryOp op, long a, long b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> quotient(a, b);
      case MOD -> remainder(a, b);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << b;
      case SHR -> a >> b;
      case LT -> a < b ? 1 : 0;
      case LE -> a <= b ? 1 : 0;
      case EQ -> a == b ? 1 : 0;
      case NE -> a != b ? 1 : 0;
    };
  }

  private static long quotient(long a, long b) {
    return b == 0 ? 0 : b > 0 ? Math.floorDiv(a, b) : -Math.floorDiv(a, -b);
  }

  private static long remainder(long a, long b) {
    return b == 0 ? 0 : Math.floorMod(a, Math.abs(b));
  }
}

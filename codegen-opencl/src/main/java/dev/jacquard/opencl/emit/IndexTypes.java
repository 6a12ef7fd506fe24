package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.Comprehension;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Interval;
import java.util.HashSet;
import java.util.Set;

/**
 * Which i64 expressions are computed in 32 bits: those where every variable is an {@code int} and
 * every intermediate value provably fits in one. The value is the same either way.
 */
final class IndexTypes {

  private final Ranges ranges;
  private final Set<String> narrowVariables = new HashSet<>();

  IndexTypes(Ranges ranges) {
    this.ranges = ranges;
  }

  /** Whether all of {@code values} are ints. */
  static boolean fit(Interval values) {
    return Interval.of(DType.I32).contains(values);
  }

  /** The type of the variable in C; call it before any use is printed. */
  DType declare(String variable, boolean narrow) {
    if (narrow) {
      narrowVariables.add(variable);
      return DType.I32;
    }
    narrowVariables.remove(variable);
    return DType.I64;
  }

  /** The type in which {@code e} is computed: its own, but i32 for an i64 where that is enough. */
  DType of(Expr e) {
    return isNarrow(e) ? DType.I32 : e.type();
  }

  boolean isNarrow(Expr e) {
    return e.type() == DType.I64 && fit(ranges.of(e)) && operandsAreNarrow(e);
  }

  private boolean operandsAreNarrow(Expr e) {
    return switch (e) {
      case IntConst _ -> true;
      case Var(String name) -> narrowVariables.contains(name);
      case Cast(DType _, Expr a) -> isNarrow(a) || a.type() != DType.U32
          && !a.type().isFloat() && a.type().bits() <= 32;
      case Unary(var _, Expr a) -> isNarrow(a);
      case Binary b -> isNarrow(b.left()) && isNarrow(b.right()) && !isShift(b);
      case Select(Expr _, Expr t, Expr f) -> isNarrow(t) && isNarrow(f);
      case Ramp(Expr base, Expr stride, int _) -> isNarrow(base) && isNarrow(stride);
      case Broadcast(Expr value, int _) -> isNarrow(value);
      case Dim _, Local _, Load _, RVar _, Call _, FloatConst _, Instruct _, Comprehension _ ->
          false;
    };
  }

  /** The distance of a shift counts modulo the width, so the width is part of its meaning. */
  private static boolean isShift(Binary b) {
    return switch (b.op()) {
      case SHL, SHR -> true;
      case ADD, SUB, MUL, DIV, MOD, MIN, MAX, AND, OR, XOR, LT, LE, EQ, NE -> false;
    };
  }
}

package dev.jacquard.schedule.cost;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Interval;
import dev.jacquard.dsl.index.Scope;

/** The values of an address, of scalars and of all lanes of vectors. */
final class Ranges {

  private Ranges() {}

  static Interval of(Expr e, Scope scope) {
    return switch (e) {
      case Ramp(Expr base, IntConst stride, int lanes) ->
          of(base, scope).plus(new Interval(0, lanes - 1).times(stride.value()));
      case Broadcast(Expr value, int _) -> of(value, scope);
      case Dim(String name, long _, long _, long _, long _) when scope.find(name).isPresent() ->
          Index.interval(new Var(name), scope);
      case Binary binary when e.lanes() > 1 -> vector(binary, scope);
      case Expr scalar when e.lanes() == 1 && e.type() == DType.I64 ->
          Index.interval(scalar, scope);
      default -> Interval.ALL;
    };
  }

  private static Interval vector(Binary e, Scope scope) {
    Interval a = of(e.left(), scope);
    Interval b = of(e.right(), scope);
    return switch (e.op()) {
      case ADD -> a.plus(b);
      case SUB -> a.plus(b.times(-1));
      case MUL -> a.times(b);
      case MIN -> a.min(b);
      case MAX -> a.max(b);
      case DIV -> b.isSingle() && b.min() > 0 ? a.floorDiv(b.min()) : Interval.ALL;
      case MOD -> b.isSingle() && b.min() > 0 ? new Interval(0, b.min() - 1) : Interval.ALL;
      default -> Interval.ALL;
    };
  }

  /** Whether a condition holds where each variable has one value; true where that is not known. */
  static boolean holds(Expr condition, Scope scope) {
    if (!(condition instanceof Binary(BinaryOp op, Expr a, Expr b))) {
      return true;
    }
    return switch (op) {
      case AND -> holds(a, scope) && holds(b, scope);
      case OR -> holds(a, scope) || holds(b, scope);
      case LT -> of(a, scope).min() < of(b, scope).max();
      case LE -> of(a, scope).min() <= of(b, scope).max();
      default -> true;
    };
  }

  /** The middle one. */
  static long middle(Expr e, Scope scope) {
    Interval values = of(e, scope);
    return values.isBounded() ? Math.floorDiv(values.min() + values.max(), 2) : 0;
  }
}

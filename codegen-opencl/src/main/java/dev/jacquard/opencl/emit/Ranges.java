package dev.jacquard.opencl.emit;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
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
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Interval;
import dev.jacquard.dsl.index.Scope;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Bounds of integer expressions, every lane included, from the ranges of the variables around them.
 * They are bounds of each expression as it is written, not of an equal one, so that they hold for
 * every intermediate value too.
 */
final class Ranges {

  private final Map<String, Interval> variables = new HashMap<>();
  private final Map<String, Expr> definitions = new HashMap<>();
  private final Map<Expr, Interval> known = new IdentityHashMap<>();
  private Scope scope = Scope.EMPTY;

  Scope scope() {
    return scope;
  }

  /** Leaves the variables bound since {@link #scope} gave {@code outer}. */
  void leave(Scope outer) {
    scope = outer;
  }

  /** From now on {@code variable} runs over {@code [min, min + extent)}. */
  Interval bind(String variable, Expr min, Expr extent) {
    Interval first = of(min);
    Interval end = first.plus(of(extent));
    Interval values = new Interval(first.min(), Math.max(first.min(), end.max() - 1));
    put(variable, values);
    scope = scope.with(variable, min, extent);
    return values;
  }

  private void put(String variable, Interval values) {
    variables.put(variable, values);
    definitions.remove(variable);
    known.clear();
  }

  /** Of the same expression the same until a variable is bound. */
  Interval of(Expr e) {
    Interval found = known.get(e);
    if (found == null) {
      found = computed(e);
      known.put(e, found);
    }
    return found;
  }

  private Interval computed(Expr e) {
    return switch (e) {
      case IntConst(DType type, long value) ->
          type == DType.U64 && value < 0 ? Interval.ALL : Interval.of(value);
      case Var(String name) -> variables.getOrDefault(name, Interval.ALL);
      case RVar(String name, Range _) -> variables.getOrDefault(name, Interval.ALL);
      case Dim dim -> new Interval(dim.least(), dim.most());
      case Ramp(Expr base, Expr stride, int lanes) ->
          sum(e.type(), of(base).plus(of(stride).times(new Interval(0, lanes - 1))));
      case Broadcast(Expr value, int _) -> of(value);
      case Unary(UnaryOp op, Expr a) when op == UnaryOp.NEG -> sum(e.type(), of(a).times(-1));
      case Binary b when b.op() == BinaryOp.ADD || b.op() == BinaryOp.SUB
          || b.op() == BinaryOp.MUL -> sum(b.type(), unwrapped(b));
      case Binary b when !b.op().isComparison() -> kept(b.type(), unwrapped(b));
      case Select(Expr _, Expr t, Expr f) -> of(t).union(of(f));
      case Cast(DType type, Expr a) when !a.type().isFloat() -> kept(type, of(a));
      case Unary _, Binary _, Cast _, Call _, Load _, Local _, FloatConst _, Instruct _,
          Comprehension _ ->
          Interval.of(e.type());
    };
  }

  /** Whether {@code e} computes the exact, unwrapped result, whatever its operands' values. */
  boolean neverWraps(Expr e) {
    Interval exact = switch (e) {
      case Binary b -> unwrapped(b);
      case Unary(UnaryOp _, Expr a) -> of(a).times(-1);
      default -> Interval.ALL;
    };
    return exact.isBounded() && Interval.of(e.type()).contains(exact);
  }

  /** Whether {@code e} is never negative. */
  boolean neverNegative(Expr e) {
    return !e.type().isSigned() || of(e).min() >= 0
        || e.type() == DType.I64 && e.lanes() == 1 && Index.interval(e, scope).min() >= 0;
  }

  boolean alwaysPositive(Expr e) {
    return of(e).min() > 0;
  }

  /** Of sums and products; one that may pass 64 bits may wrap to any number. */
  private static Interval sum(DType type, Interval values) {
    return values.isBounded() ? kept(type, values) : Interval.of(type);
  }

  private static Interval kept(DType type, Interval values) {
    Interval all = Interval.of(type);
    return type != DType.U64 && all.contains(values) ? values : all;
  }

  /** The results in whole numbers; unbounded where unknown. */
  private Interval unwrapped(Binary b) {
    if (b.type() == DType.U64 || b.type().isFloat()) {
      return Interval.ALL;
    }
    Interval left = of(b.left());
    Interval right = of(b.right());
    return switch (b.op()) {
      case ADD -> left.plus(right);
      case SUB -> left.plus(right.times(-1));
      case MUL -> left.times(right);
      case MIN -> left.min(right);
      case MAX -> left.max(right);
      case DIV -> right.min() > 0 ? quotient(left, right) : Interval.ALL;
      case MOD -> right.min() > 0 ? remainder(left, right) : Interval.ALL;
      case AND -> left.min() >= 0 && right.min() >= 0
          ? new Interval(0, Math.min(left.max(), right.max())) : Interval.ALL;
      case OR, XOR, SHL, SHR, LT, LE, EQ, NE -> Interval.ALL;
    };
  }

  private static Interval quotient(Interval left, Interval right) {
    return left.floorDiv(right.min()).union(
        right.max() == Long.MAX_VALUE ? Interval.of(0) : left.floorDiv(right.max()));
  }

  private static Interval remainder(Interval left, Interval right) {
    long most = right.max() == Long.MAX_VALUE ? Long.MAX_VALUE : right.max() - 1;
    return new Interval(0, left.min() >= 0 ? Math.min(most, left.max()) : most);
  }

  /** Binds {@code variable} to one value. */
  void define(String variable, Expr value) {
    put(variable, of(value));
    definitions.put(variable, value);
    scope = scope.with(variable, value, IntConst.index(1));
  }

  /** Whether the elements {@code [first, first + count)} certainly lie in {@code [0, size)}. */
  boolean proves(Expr first, long count, Expr size) {
    return Index.proves(IntConst.index(0), first, scope)
        && Index.proves(first.plus(count), size, scope);
  }

  /** Whether {@code e} is certainly a multiple of {@code factor}. */
  boolean isMultiple(Expr e, long factor) {
    OptionalLong rest = Index.constant(resolved(e).rem(factor), scope);
    return rest.isPresent() && rest.getAsLong() == 0;
  }

  /** With the value in place of each variable that has but one. */
  private Expr resolved(Expr e) {
    return e instanceof Var(String name) && definitions.containsKey(name)
        ? resolved(definitions.get(name)) : e.mapChildren(this::resolved);
  }

  static boolean isWrapping(BinaryOp op) {
    return op == BinaryOp.ADD || op == BinaryOp.SUB || op == BinaryOp.MUL;
  }
}

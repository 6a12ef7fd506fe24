package dev.jacquard.dsl.index;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Var;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The smallest and largest value of an index expression while some variables run over their
 * ranges, as expressions of the other variables. Both are bounds; they are exact for sums of
 * distinct variables, and for min, max and division by a constant of such.
 */
public final class Extremes {

  /**
   * Inclusive ends; {@code Long.MIN_VALUE} below and {@code Long.MAX_VALUE} above stand for "no
   * bound is known".
   */
  public record Ends(Expr low, Expr high) {

    private static final Expr NONE_BELOW = IntConst.index(Interval.NEGATIVE);
    private static final Expr NONE_ABOVE = IntConst.index(Interval.POSITIVE);

    Ends(Expr both) {
      this(both, both);
    }

    /** Whether both ends are known. */
    public boolean isBounded() {
      return hasLow() && hasHigh();
    }

    private boolean hasLow() {
      return !low.equals(NONE_BELOW);
    }

    private boolean hasHigh() {
      return !high.equals(NONE_ABOVE);
    }

    private Ends map(UnaryOperator<Expr> f) {
      return new Ends(hasLow() ? f.apply(low) : low, hasHigh() ? f.apply(high) : high);
    }

    private Ends plus(Ends other) {
      return new Ends(hasLow() && other.hasLow() ? low.plus(other.low) : NONE_BELOW,
          hasHigh() && other.hasHigh() ? high.plus(other.high) : NONE_ABOVE);
    }

    private Ends negated() {
      return new Ends(hasHigh() ? high.unaryMinus() : NONE_BELOW,
          hasLow() ? low.unaryMinus() : NONE_ABOVE);
    }

    private Ends min(Ends other) {
      return new Ends(hasLow() && other.hasLow() ? low.min(other.low) : NONE_BELOW,
          !hasHigh() ? other.high : other.hasHigh() ? high.min(other.high) : high);
    }

    private Ends max(Ends other) {
      return new Ends(!hasLow() ? other.low : other.hasLow() ? low.max(other.low) : low,
          hasHigh() && other.hasHigh() ? high.max(other.high) : NONE_ABOVE);
    }

    private Ends union(Ends other) {
      return new Ends(min(other).low, max(other).high);
    }
  }

  private static final long LARGEST = 1L << 40;

  private final Set<String> running;
  private final Scope scope;

  private Extremes(Set<String> running, Scope scope) {
    this.running = running;
    this.scope = scope;
  }

  /** The ends of {@code e} while the variables {@code running} take all values in their ranges. */
  public static Ends of(Expr e, Set<String> running, Scope scope) {
    return new Extremes(running, scope).ends(e).map(end -> Index.simplify(end, scope));
  }

  private boolean isFixed(Expr e) {
    return switch (e) {
      case Var(String name) -> !running.contains(name);
      case RVar(String name, Range _) -> !running.contains(name);
      case Load _, Access _ -> false;
      default -> e.children().stream().allMatch(this::isFixed);
    };
  }

  private Ends ends(Expr e) {
    if (isFixed(e)) {
      return new Ends(e);
    }
    Polynomial p = Index.canonical(e, scope);
    if (Wrapping.isPossible(p, scope)) {
      return numeric(Interval.ALL);
    }
    Ends sum = new Ends(IntConst.index(0));
    for (Polynomial.Term term : p.terms()) {
      sum = sum.plus(term(term));
    }
    return sum;
  }

  private Ends term(Polynomial.Term term) {
    if (term.factors().stream().allMatch(this::isFixed)) {
      return new Ends(term.toExpr(term.coefficient()));
    }
    Polynomial fixed = Polynomial.constant(term.coefficient());
    Expr moving = null;
    for (Expr factor : term.factors()) {
      if (isFixed(factor)) {
        fixed = fixed.times(Polynomial.atom(factor));
      } else if (moving == null) {
        moving = factor;
      } else {
        return numeric(Index.interval(Polynomial.of(term), scope));
      }
    }
    Interval sign = Index.interval(fixed, scope);
    if (sign.min() < 0 && sign.max() > 0) {
      return numeric(Index.interval(Polynomial.of(term), scope));
    }
    Ends ends = sign.min() >= 0 ? atom(moving) : atom(moving).negated();
    Expr scale = (sign.min() >= 0 ? fixed : fixed.times(-1)).toExpr();
    return ends.map(end -> end.times(scale));
  }

  private Ends atom(Expr atom) {
    return switch (atom) {
      case Var(String name) -> {
        Range range = scope.find(name).orElseThrow();
        yield new Ends(ends(range.min()).low(), ends(range.max()).high());
      }
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.MIN -> ends(a).min(ends(b));
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.MAX -> ends(a).max(ends(b));
      case Binary(BinaryOp op, Expr a, IntConst c) when op == BinaryOp.DIV && c.value() > 0 ->
          ends(a).map(end -> end.div(c));
      case Select(Expr _, Expr t, Expr f) when t.type() == DType.I64 -> ends(t).union(ends(f));
      default -> numeric(Index.interval(Polynomial.atom(atom), scope));
    };
  }

  /** Numbers so large that arithmetic with them could wrap say nothing. */
  private static Ends numeric(Interval interval) {
    return new Ends(
        IntConst.index(interval.min() < -LARGEST ? Interval.NEGATIVE : interval.min()),
        IntConst.index(interval.max() > LARGEST ? Interval.POSITIVE : interval.max()));
  }

  /** Whether {@code e} mentions one of the variables. */
  public static boolean mentions(Expr e, Set<String> variables) {
    return variables.stream().anyMatch(name -> Rewrite.mentions(e, name));
  }
}

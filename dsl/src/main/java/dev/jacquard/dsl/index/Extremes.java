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

/**
 * The smallest and largest value of an index expression while some variables run over their
 * ranges, as expressions of the other variables. Both are bounds; they are exact for sums of
 * distinct variables, and for min, max and division by a constant of such.
 */
public final class Extremes {

  /** Inclusive ends. */
  public record Ends(Expr low, Expr high) {

    Ends(Expr both) {
      this(both, both);
    }
  }

  private final Set<String> running;
  private final Scope scope;

  private Extremes(Set<String> running, Scope scope) {
    this.running = running;
    this.scope = scope;
  }

  /** The ends of {@code e} while the variables {@code running} take all values in their ranges. */
  public static Ends of(Expr e, Set<String> running, Scope scope) {
    Ends ends = new Extremes(running, scope).ends(e);
    return new Ends(Index.simplify(ends.low(), scope), Index.simplify(ends.high(), scope));
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
    Ends sum = new Ends(IntConst.index(0));
    for (Polynomial.Term term : Index.canonical(e, scope).terms()) {
      Ends part = term(term);
      sum = new Ends(sum.low().plus(part.low()), sum.high().plus(part.high()));
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
    Ends ends = atom(moving);
    Expr scale = fixed.toExpr();
    return sign.min() >= 0 ? new Ends(ends.low().times(scale), ends.high().times(scale))
        : new Ends(ends.high().times(scale), ends.low().times(scale));
  }

  private Ends atom(Expr atom) {
    return switch (atom) {
      case Var(String name) -> {
        Range range = scope.find(name).orElseThrow();
        yield new Ends(ends(range.min()).low(), ends(range.max()).high());
      }
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.MIN || op == BinaryOp.MAX ->
          pairwise(op, ends(a), ends(b));
      case Binary(BinaryOp op, Expr a, IntConst c) when op == BinaryOp.DIV && c.value() > 0 -> {
        Ends inner = ends(a);
        yield new Ends(inner.low().div(c), inner.high().div(c));
      }
      case Select(Expr _, Expr t, Expr f) when t.type() == DType.I64 -> {
        Ends whenTrue = ends(t);
        Ends whenFalse = ends(f);
        yield new Ends(whenTrue.low().min(whenFalse.low()), whenTrue.high().max(whenFalse.high()));
      }
      default -> numeric(Index.interval(Polynomial.atom(atom), scope));
    };
  }

  private static Ends pairwise(BinaryOp op, Ends a, Ends b) {
    return new Ends(new Binary(op, a.low(), b.low()), new Binary(op, a.high(), b.high()));
  }

  private static Ends numeric(Interval interval) {
    return new Ends(IntConst.index(interval.min()), IntConst.index(interval.max()));
  }

  /** Whether {@code e} mentions one of the variables. */
  public static boolean mentions(Expr e, Set<String> variables) {
    return variables.stream().anyMatch(name -> Rewrite.mentions(e, name));
  }
}

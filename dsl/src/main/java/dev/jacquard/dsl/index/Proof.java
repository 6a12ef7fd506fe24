package dev.jacquard.dsl.index;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Var;
import java.util.Optional;

/**
 * Proofs of {@code p <= 0}, by replacing atoms with bounds until an interval decides: arms of min
 * and max, quotients by their linear bounds, variables by the ends of their ranges.
 */
final class Proof {

  private static final int DEPTH = 24;

  private Proof() {}

  static boolean notPositive(Polynomial p, Scope scope) {
    return notPositive(p, scope, DEPTH);
  }

  private static boolean notPositive(Polynomial p, Scope scope, int depth) {
    if (Index.interval(p, scope).max() <= 0) {
      return true;
    }
    if (p.isConstant() || depth == 0) {
      return false;
    }
    for (Polynomial.Term term : p.terms()) {
      if (term.factors().size() == 1 && term.factors().getFirst() instanceof Binary atom) {
        return withoutAtom(p, term, atom, scope, depth - 1);
      }
    }
    return withoutVariable(p, scope, depth - 1);
  }

  private static boolean withoutAtom(Polynomial p, Polynomial.Term term, Binary atom, Scope scope,
      int depth) {
    Polynomial rest = p.minus(Polynomial.of(term));
    long k = term.coefficient();
    if (atom.op() == BinaryOp.MIN || atom.op() == BinaryOp.MAX) {
      boolean left = notPositive(rest.plus(arm(atom.left(), k, scope)), scope, depth);
      boolean either = atom.op() == BinaryOp.MIN == k > 0;
      if (left == either) {
        return left;
      }
      return notPositive(rest.plus(arm(atom.right(), k, scope)), scope, depth);
    }
    if (!Division.isByConstant(atom)) {
      return false;
    }
    long c = ((IntConst) atom.right()).value();
    if (atom.op() == BinaryOp.MOD) {
      return notPositive(k > 0 ? rest.plus(Polynomial.constant(c - 1).times(k)) : rest, scope,
          depth);
    }
    Polynomial x = arm(atom.left(), k, scope);
    Polynomial bound = k > 0 ? x : x.minus(Polynomial.constant(c - 1).times(k));
    return notPositive(rest.times(c).plus(bound), scope, depth);
  }

  /** A part of an atom, taken apart if its value is that of the whole numbers. */
  private static Polynomial arm(Expr e, long k, Scope scope) {
    Polynomial p = Index.terms(e);
    return (Wrapping.isPossible(p, scope) ? Polynomial.atom(e) : p).times(k);
  }

  private static Polynomial canonical(Expr e, Scope scope) {
    return Index.canonical(e, scope);
  }

  private static boolean withoutVariable(Polynomial p, Scope scope, int depth) {
    Optional<String> found = innermost(p, scope);
    if (found.isEmpty()) {
      return false;
    }
    String name = found.get();
    Polynomial slope = Polynomial.ZERO;
    Polynomial rest = Polynomial.ZERO;
    for (Polynomial.Term term : p.terms()) {
      if (term.factors().stream().noneMatch(f -> Rewrite.mentions(f, name))) {
        rest = rest.plus(term);
      } else if (term.factors().stream().filter(f -> Rewrite.mentions(f, name)).count() == 1
          && term.factors().contains(new Var(name))) {
        slope = slope.plus(new Polynomial.Term(term.coefficient(),
            term.factors().stream().filter(f -> !f.equals(new Var(name))).toList()));
      } else {
        return false;
      }
    }
    return atEnd(rest, slope, name, scope, depth);
  }

  private static boolean atEnd(Polynomial rest, Polynomial slope, String name, Scope scope,
      int depth) {
    Range range = scope.find(name).orElseThrow();
    Scope outside = scope.outside(name);
    Interval sign = Index.interval(slope, scope);
    Expr end = sign.min() >= 0 ? range.max() : sign.max() <= 0 ? range.min() : null;
    return end != null
        && notPositive(rest.plus(slope.times(canonical(end, outside))), scope, depth);
  }

  private static Optional<String> innermost(Polynomial p, Scope scope) {
    String best = null;
    for (Polynomial.Term term : p.terms()) {
      for (Expr factor : term.factors()) {
        if (factor instanceof Var(String name) && scope.depth(name) >= 0
            && (best == null || scope.depth(name) < scope.depth(best))) {
          best = name;
        }
      }
    }
    return Optional.ofNullable(best);
  }
}

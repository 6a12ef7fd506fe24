package dev.jacquard.dsl.index;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.Var;
import java.util.List;

/**
 * Where 64-bit arithmetic may differ from that of whole numbers, which proofs are about: 64-bit
 * data are as large as they like, and so are products of numbers. Of products of open sizes it is
 * taken that they do not wrap: the elements that they count have room in no memory.
 */
final class Wrapping {

  private Wrapping() {}

  /** Whether {@code p} may pass 64 bits on the way to its value. */
  static boolean isPossible(Polynomial p, Scope scope) {
    if (p.isAtom() || Index.interval(p, scope).isBounded()) {
      return false;
    }
    boolean open = false;
    for (Polynomial.Term term : p.terms()) {
      boolean isOpen = isOpen(term, scope);
      if (!isOpen && !Index.interval(Polynomial.of(term), scope).isBounded()) {
        return true;
      }
      open |= isOpen;
    }
    return !open;
  }

  private static boolean isOpen(Polynomial.Term term, Scope scope) {
    return isOpen(term.factors(), scope)
        && scale(term.toExpr(term.coefficient())) <= Magnitude.MOST;
  }

  /** Some are made of open sizes and the others are small. */
  private static boolean isOpen(List<Expr> parts, Scope scope) {
    return parts.stream().anyMatch(e -> isOpen(e, scope)) && parts.stream().allMatch(e ->
        isOpen(e, scope) || Index.bounds(e, scope).isBounded());
  }

  /** Whether {@code e} has no other reason to be large than the sizes in it. */
  static boolean isOpen(Expr e, Scope scope) {
    return switch (e) {
      case Dim _ -> true;
      case Var(String name) -> isOpen(name, scope);
      case RVar(String name, Range _) -> isOpen(name, scope);
      case Unary _, Binary _, Select _ -> isOpen(e.children(), scope)
          && scale(e) <= Magnitude.MOST;
      default -> false;
    };
  }

  private static boolean isOpen(String variable, Scope scope) {
    return scope.find(variable).map(range -> {
      Scope outside = scope.outside(variable);
      return isOpen(range.min(), outside) || isOpen(range.extent(), outside);
    }).orElse(true);
  }

  /** The largest product of the numbers in {@code e} that may be multiplied. */
  private static double scale(Expr e) {
    return switch (e) {
      case IntConst number -> Math.abs((double) number.value());
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.MUL -> scale(a) * scale(b);
      default -> e.children().stream().mapToDouble(Wrapping::scale).max().orElse(1);
    };
  }
}

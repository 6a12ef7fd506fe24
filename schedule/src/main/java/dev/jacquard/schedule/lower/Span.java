package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;

/**
 * How many indices lie between two ends at most, both included. A clamp at either end brings them
 * no further apart: {@code min(b, n) - max(a, m) <= b - a}; nor does the same clamp at both:
 * {@code min(b, n) - min(a, n) <= b - a} where {@code a <= b}.
 */
final class Span {

  private Span() {}

  static long of(Expr low, Expr high, Scope scope) {
    long plain = Index.interval(high.minus(low).plus(1), scope).max();
    Expr a = Index.simplify(low, scope);
    Expr b = Index.simplify(high, scope);
    long best = plain;
    if (b instanceof Binary(BinaryOp op, Expr x, Expr y) && op == BinaryOp.MIN) {
      best = Math.min(best, Math.min(of(a, x, scope), of(a, y, scope)));
    }
    if (a instanceof Binary(BinaryOp op, Expr x, Expr y) && op == BinaryOp.MAX) {
      best = Math.min(best, Math.min(of(x, b, scope), of(y, b, scope)));
    }
    if (a instanceof Binary first && b instanceof Binary second && first.op() == second.op()) {
      best = Math.min(best, Math.max(1, clamped(first, second, scope)));
    }
    return best;
  }

  private static long clamped(Binary low, Binary high, Scope scope) {
    if (low.op() != BinaryOp.MIN && low.op() != BinaryOp.MAX) {
      return Long.MAX_VALUE;
    }
    long left = same(low.right(), high.right()) ? of(low.left(), high.left(), scope)
        : Long.MAX_VALUE;
    long right = same(low.left(), high.left()) ? of(low.right(), high.right(), scope)
        : Long.MAX_VALUE;
    return Math.min(left, right);
  }

  private static boolean same(Expr a, Expr b) {
    return a.toString().equals(b.toString());
  }
}

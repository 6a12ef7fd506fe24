package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;

/**
 * How many indices lie between two ends at most, both included. A clamp at either end brings them
 * no further apart: {@code min(b, n) - max(a, m) <= b - a}; nor does the same clamp at both:
 * {@code min(b, n) - min(a, n) <= b - a} where {@code a <= b}.
 */
final class Span {

  private static final long MOST_TRIED = 1 << 12;

  private Span() {}

  /** {@code Long.MAX_VALUE}, or nearly so, where nothing is known. */
  static long of(Expr low, Expr high, Scope scope) {
    long bound = bound(low, high, scope);
    return bound <= MOST_TRIED ? bound : Math.min(bound, proved(low, high, scope));
  }

  /** The least number that can be proved: intervals alone do not relate loops and sizes. */
  private static long proved(Expr low, Expr high, Scope scope) {
    Expr count = high.minus(low).plus(1);
    long enough = 1;
    while (enough <= MOST_TRIED && !Index.proves(count, IntConst.index(enough), scope)) {
      enough *= 2;
    }
    long least = enough / 2 + 1;
    while (enough <= MOST_TRIED && least < enough) {
      long middle = (least + enough) / 2;
      boolean fits = Index.proves(count, IntConst.index(middle), scope);
      enough = fits ? middle : enough;
      least = fits ? least : middle + 1;
    }
    return enough <= MOST_TRIED ? enough : Long.MAX_VALUE;
  }

  private static long bound(Expr low, Expr high, Scope scope) {
    long plain = Index.interval(high.minus(low).plus(1), scope).max();
    Expr a = Index.simplify(low, scope);
    Expr b = Index.simplify(high, scope);
    long best = plain;
    if (b instanceof Binary(BinaryOp op, Expr x, Expr y) && op == BinaryOp.MIN) {
      best = Math.min(best, Math.min(bound(a, x, scope), bound(a, y, scope)));
    }
    if (a instanceof Binary(BinaryOp op, Expr x, Expr y) && op == BinaryOp.MAX) {
      best = Math.min(best, Math.min(bound(x, b, scope), bound(y, b, scope)));
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
    long left = same(low.right(), high.right()) ? bound(low.left(), high.left(), scope)
        : Long.MAX_VALUE;
    long right = same(low.left(), high.left()) ? bound(low.right(), high.right(), scope)
        : Long.MAX_VALUE;
    return Math.min(left, right);
  }

  private static boolean same(Expr a, Expr b) {
    return a.toString().equals(b.toString());
  }
}

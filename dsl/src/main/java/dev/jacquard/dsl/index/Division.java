package dev.jacquard.dsl.index;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import java.util.List;

/**
 * Floor division and remainder by a positive constant.
 *
 * <pre>
 * (c*q + r) / c  ->  q + r / c          and q where 0 <= r < c
 * (c*q + r) % c  ->  r % c              and r where 0 <= r < c
 * c*(x / c) + x % c  ->  x
 * </pre>
 */
final class Division {

  private Division() {}

  static Polynomial canonical(BinaryOp op, Polynomial p, long divisor, Scope scope) {
    Polynomial quotient = p.quotient(divisor);
    Polynomial rest = p.minus(quotient.times(divisor));
    Interval whole = Index.interval(rest, scope).floorDiv(divisor);
    if (whole.isSingle() && whole.isBounded()) {
      return op == BinaryOp.DIV ? quotient.plus(Polynomial.constant(whole.min()))
          : rest.minus(Polynomial.constant(whole.min() * divisor));
    }
    Polynomial constant = Polynomial.constant(divisor);
    return op == BinaryOp.MOD ? rest.opaque(op, constant)
        : quotient.plus(nested(rest, divisor));
  }

  /** {@code (x / a) / b -> x / (a*b)}. */
  private static Polynomial nested(Polynomial rest, long divisor) {
    if (rest.toExpr() instanceof Binary(BinaryOp op, Expr x, IntConst(DType _, long inner))
        && op == BinaryOp.DIV && inner > 0 && inner <= Long.MAX_VALUE / divisor) {
      return Polynomial.atom(new Binary(op, x, IntConst.index(inner * divisor)));
    }
    return rest.opaque(BinaryOp.DIV, Polynomial.constant(divisor));
  }

  /** {@code c*(x / c) + x % c -> x} wherever it applies; {@code c} is certainly positive. */
  static Polynomial recombine(Polynomial p, Scope scope) {
    for (Polynomial.Term term : p.terms()) {
      if (term.factors().size() == 1 && term.factors().getFirst() instanceof Binary(BinaryOp op,
          Expr x, Expr c) && op == BinaryOp.MOD && Index.interval(c, scope).min() > 0) {
        Polynomial joined = joined(p, term, x, c);
        if (joined != p) {
          return recombine(joined, scope);
        }
      }
    }
    return p;
  }

  private static Polynomial joined(Polynomial p, Polynomial.Term remainder, Expr x, Expr c) {
    Polynomial quotient = Polynomial.atom(new Binary(BinaryOp.DIV, x, c))
        .times(Index.canonical(c, Scope.EMPTY)).times(remainder.coefficient());
    String key = quotient.terms().iterator().next().key();
    long wanted = quotient.terms().iterator().next().coefficient();
    for (Polynomial.Term term : p.terms()) {
      if (term.key().equals(key) && term.coefficient() == wanted) {
        return p.minus(quotient).minus(Polynomial.of(remainder))
            .plus(Index.canonical(x, Scope.EMPTY).times(remainder.coefficient()));
      }
    }
    return p;
  }

  /** Whether {@code e} is a quotient or remainder by a positive constant. */
  static boolean isByConstant(Expr e) {
    return e instanceof Binary(BinaryOp op, Expr _, IntConst(DType _, long c))
        && List.of(BinaryOp.DIV, BinaryOp.MOD).contains(op) && c > 0;
  }
}

package dev.jacquard.dsl.index;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.Var;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Questions about scalar i64 expressions, answered within a {@link Scope}. */
public final class Index {

  private Index() {}

  /** An equal expression in canonical form. */
  public static Expr simplify(Expr e, Scope scope) {
    return Division.recombine(canonical(e, scope), scope).toExpr();
  }

  /** The value, if {@code e} is the same number everywhere in {@code scope}. */
  public static OptionalLong constant(Expr e, Scope scope) {
    Polynomial p = canonical(e, scope);
    return p.isConstant() ? OptionalLong.of(p.constantPart()) : OptionalLong.empty();
  }

  /** Bounds of {@code e}; every value of {@code e} in {@code scope} lies inside. */
  public static Interval interval(Expr e, Scope scope) {
    Polynomial p = canonical(e, scope);
    return Wrapping.isPossible(p, scope) ? Interval.of(e.type()) : interval(p, scope);
  }

  /** Whether {@code a <= b} is certain. False means unknown. */
  public static boolean proves(Expr a, Expr b, Scope scope) {
    return notGreater(canonical(a, scope), canonical(b, scope), scope);
  }

  /** The proof is of whole numbers, which both must be. */
  private static boolean notGreater(Polynomial a, Polynomial b, Scope scope) {
    return Proof.notPositive(a.minus(b), scope) && !Wrapping.isPossible(a, scope)
        && !Wrapping.isPossible(b, scope);
  }

  /** Whether arithmetic in {@code e} may pass 64 bits, so that comparisons may not be solved. */
  public static boolean mayWrap(Expr e, Scope scope) {
    return Wrapping.isPossible(canonical(e, scope), scope);
  }

  /** Whether the two are certainly the same number. */
  public static boolean same(Expr a, Expr b, Scope scope) {
    Polynomial difference = canonical(a, scope).minus(canonical(b, scope));
    return difference.isConstant() && difference.constantPart() == 0;
  }

  /** {@code a <= b} in its simplest form: positive terms on both sides, no common factor. */
  public static Binary atMost(Expr a, Expr b, Scope scope) {
    Polynomial difference = canonical(a, scope).minus(canonical(b, scope));
    long divisor = 0;
    for (Polynomial.Term term : difference.terms()) {
      divisor = term.isConstant() ? divisor : gcd(divisor, Math.abs(term.coefficient()));
    }
    Polynomial left = Polynomial.ZERO;
    Polynomial right = Polynomial.ZERO;
    for (Polynomial.Term term : difference.terms()) {
      long share = term.isConstant() ? 0 : term.coefficient() / divisor;
      Polynomial part = Polynomial.of(new Polynomial.Term(Math.abs(share), term.factors()));
      left = share > 0 ? left.plus(part) : left;
      right = share < 0 ? right.plus(part) : right;
    }
    long room = divisor == 0 ? -difference.constantPart()
        : Math.floorDiv(-difference.constantPart(), divisor);
    boolean onLeft = left.isConstant() && !right.isConstant();
    Polynomial constant = Polynomial.constant(onLeft ? -room : room);
    return onLeft ? new Binary(BinaryOp.LE, left.plus(constant).toExpr(), right.toExpr())
        : new Binary(BinaryOp.LE, left.toExpr(), right.plus(constant).toExpr());
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** {@code s} such that {@code e = s * variable + rest}, neither mentioning it; else empty. */
  public static Optional<Expr> slope(Expr e, String variable, Scope scope) {
    Polynomial slope = Polynomial.ZERO;
    for (Polynomial.Term term : canonical(e, scope).terms()) {
      List<Expr> others = term.factors().stream().filter(f -> !Rewrite.mentions(f, variable))
          .toList();
      boolean linear = others.size() + 1 == term.factors().size()
          && term.factors().contains(new Var(variable));
      if (linear) {
        slope = slope.plus(new Polynomial.Term(term.coefficient(), others));
      } else if (others.size() < term.factors().size()) {
        return Optional.empty();
      }
    }
    return Optional.of(slope.toExpr());
  }

  /** Bounds of {@code p} as a whole number. */
  static Interval interval(Polynomial p, Scope scope) {
    Interval sum = Interval.of(0);
    for (Polynomial.Term term : p.terms()) {
      Interval product = Interval.of(1);
      for (Expr factor : term.factors()) {
        product = product.times(atomInterval(factor, scope));
      }
      sum = sum.plus(product.times(term.coefficient()));
    }
    return sum;
  }

  /** Bounds of {@code e} by its operands' alone, for which it need not be canonical. */
  static Interval bounds(Expr e, Scope scope) {
    return atomInterval(e, scope);
  }

  /** Of a part of a canonical expression: bringing each into that form again is exponential. */
  private static Interval atomInterval(Expr atom, Scope scope) {
    return switch (atom) {
      case Var(String name) -> variable(name, scope);
      case RVar(String name, Range _) -> variable(name, scope);
      case Dim dim -> new Interval(Math.ceilDiv(dim.least(), dim.multiple()) * dim.multiple(),
          dim.most() / dim.multiple() * dim.multiple());
      case IntConst(DType _, long value) ->
          Magnitude.isModest(value) ? Interval.of(value) : Interval.ALL;
      case Unary(UnaryOp op, Expr a) when op == UnaryOp.NEG && atom.type() == DType.I64 ->
          atomInterval(a, scope).times(-1);
      case Binary(BinaryOp op, Expr a, Expr b) -> binary(op, a, b, scope);
      case Select(Expr _, Expr t, Expr f) -> atomInterval(t, scope).union(atomInterval(f, scope));
      case Cast(DType type, Expr a) when a.type().isInteger() || a.type().isBool() ->
          cast(type, a, scope);
      default -> Interval.of(atom.type());
    };
  }

  private static Interval variable(String name, Scope scope) {
    return scope.find(name).map(range -> {
      Scope outside = scope.outside(name);
      Interval first = interval(range.min(), outside);
      Interval last = interval(range.max(), outside);
      return new Interval(first.min(), Math.max(first.min(), last.max()));
    }).orElse(Interval.ALL);
  }

  private static Interval cast(DType type, Expr a, Scope scope) {
    Interval inner = atomInterval(a, scope);
    Interval all = Interval.of(type);
    return all.contains(inner) ? inner : all;
  }

  private static Interval binary(BinaryOp op, Expr a, Expr b, Scope scope) {
    Interval whole = op.isComparison() ? Interval.of(DType.BOOL) : Interval.of(a.type());
    if (op.isComparison() || !a.type().isInteger() || a.type() == DType.U64) {
      return whole;
    }
    Interval left = atomInterval(a, scope);
    Interval right = atomInterval(b, scope);
    Interval exact = switch (op) {
      case ADD -> left.plus(right);
      case SUB -> left.plus(right.times(-1));
      case MUL -> left.times(right);
      case MIN -> left.min(right);
      case MAX -> left.max(right);
      case DIV -> right.min() > 0 ? quotient(left, right) : Interval.ALL;
      case MOD -> remainder(left, right);
      case AND -> right.min() >= 0 ? new Interval(0, right.max()) : Interval.ALL;
      default -> Interval.ALL;
    };
    boolean wraps = Magnitude.ARITHMETIC.contains(op) && !exact.isBounded()
        && !Wrapping.isOpen(new Binary(op, a, b), scope);
    return whole.contains(exact) && !wraps ? exact : whole;
  }

  private static Interval quotient(Interval left, Interval right) {
    return left.floorDiv(right.min()).union(
        right.max() == Interval.POSITIVE ? Interval.of(0) : left.floorDiv(right.max()));
  }

  private static Interval remainder(Interval left, Interval right) {
    long last = right.isBounded()
        ? Math.max(Math.max(Math.abs(right.min()), Math.abs(right.max())) - 1, 0)
        : Interval.POSITIVE;
    boolean small = left.min() >= 0 && right.min() > left.max();
    return small ? left : new Interval(0, left.min() >= 0 ? Math.min(last, left.max()) : last);
  }

  /** A number so large that a sum with it may wrap is an atom of which nothing is known. */
  private static Polynomial number(IntConst number) {
    return Magnitude.isModest(number.value()) ? Polynomial.constant(number.value())
        : Polynomial.atom(number);
  }

  /** A part of a canonical expression as a sum of terms. */
  static Polynomial terms(Expr e) {
    return switch (e) {
      case IntConst number -> number(number);
      case Unary(UnaryOp op, Expr a) when op == UnaryOp.NEG -> terms(a).times(-1);
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.ADD -> terms(a).plus(terms(b));
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.SUB -> terms(a).minus(terms(b));
      case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.MUL -> terms(a).times(terms(b));
      default -> Polynomial.atom(e);
    };
  }

  static Polynomial canonical(Expr e, Scope scope) {
    return switch (e) {
      case IntConst number -> number(number);
      case RVar(String name, Range _) -> Polynomial.atom(new Var(name));
      case Dim dim when dim.multiple() > 1 -> Polynomial.atom(new Binary(BinaryOp.DIV, dim,
          IntConst.index(dim.multiple()))).times(dim.multiple());
      case Unary(UnaryOp op, Expr a) when op == UnaryOp.NEG && e.type() == DType.I64 ->
          canonical(a, scope).times(-1);
      case Binary(BinaryOp op, Expr a, Expr b) when e.type() == DType.I64 ->
          canonical(op, canonical(a, scope), canonical(b, scope), scope);
      default -> Polynomial.atom(e.mapChildren(child ->
          child.type() == DType.I64 && child.lanes() == 1 ? simplify(child, scope) : child));
    };
  }

  private static Polynomial canonical(BinaryOp op, Polynomial a, Polynomial b, Scope scope) {
    return switch (op) {
      case ADD -> a.plus(b);
      case SUB -> a.minus(b);
      case MUL -> a.times(b);
      case MIN, MAX -> extreme(op, a, b, scope);
      case DIV, MOD -> b.isConstant() && b.constantPart() > 0 && !Wrapping.isPossible(a, scope)
          ? Division.canonical(op, a, b.constantPart(), scope) : a.opaque(op, b);
      default -> a.opaque(op, b);
    };
  }

  /** The operand that is certainly the extreme one; else the operation. */
  private static Polynomial extreme(BinaryOp op, Polynomial a, Polynomial b, Scope scope) {
    if (notGreater(a, b, scope)) {
      return op == BinaryOp.MIN ? a : b;
    }
    if (notGreater(b, a, scope)) {
      return op == BinaryOp.MIN ? b : a;
    }
    return a.opaque(op, b);
  }
}

package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unary;
import dev.jacquard.dsl.UnaryOp;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Magnitude;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import java.util.Map;

/**
 * Brings indices into canonical form and removes what is decided.
 *
 * <pre>
 * for i in m..+1: s   ->   s with i = m          for i in m..+0: s  ->  nothing
 * if true: s else: t  ->   s                     select(true, a, b) ->  a
 * 0 &lt;= i (certain)    ->   true                  u8(3)              ->  3
 * </pre>
 */
final class Simplify {

  private static final IntConst TRUE = new IntConst(DType.BOOL, 1);
  private static final IntConst FALSE = new IntConst(DType.BOOL, 0);

  private Simplify() {}

  static Stmt apply(Stmt s, Scope scope) {
    Stmt own = s.mapExprs(e -> apply(e, scope));
    Scope inner = Walk.inside(own, scope);
    return decided(own.mapChildren(child -> apply(child, inner)), scope);
  }

  private static Stmt decided(Stmt s, Scope scope) {
    return switch (s) {
      case Stmt.For loop when isConstant(loop.extent()) -> decided(loop, scope);
      case Stmt.If branch when branch.condition() instanceof IntConst condition ->
          condition.value() != 0 ? branch.then() : branch.otherwise();
      case Stmt.Let(String variable, Expr value, Stmt body) when isConstant(value) ->
          apply(substitute(body, variable, value), scope);
      case Stmt.Block(List<Stmt> statements) -> Stmt.Block.of(statements);
      default -> s;
    };
  }

  private static Stmt decided(Stmt.For loop, Scope scope) {
    long extent = ((IntConst) loop.extent()).value();
    if (extent <= 0) {
      return Stmt.Block.EMPTY;
    }
    boolean single = extent == 1 && !loop.kind().isConcurrent();
    return single ? apply(substitute(loop.body(), loop.variable(), loop.min()), scope) : loop;
  }

  static Stmt substitute(Stmt s, String variable, Expr value) {
    return Walk.mapExprs(s, e -> Rewrite.mentions(e, variable)
        ? Rewrite.substitute(e, Map.of(variable, value)) : e);
  }

  private static boolean isConstant(Expr e) {
    return e instanceof IntConst;
  }

  static Expr apply(Expr e, Scope scope) {
    if (e.type() == DType.I64 && e.lanes() == 1) {
      return Index.simplify(e, scope);
    }
    Expr mapped = e.mapChildren(child -> apply(child, scope));
    return switch (mapped) {
      case Binary b when b.op().isComparison() && b.left().type() == DType.I64
          && b.left().lanes() == 1 -> comparison(b, scope);
      case Binary b when b.type().isBool() -> logic(b);
      case Unary(UnaryOp op, IntConst c) when op == UnaryOp.NOT && c.type().isBool() ->
          c.value() == 0 ? TRUE : FALSE;
      case Select(IntConst c, Expr t, Expr f) -> c.value() != 0 ? t : f;
      case Cast(DType type, IntConst c) -> cast(type, c);
      default -> mapped;
    };
  }

  private static Expr comparison(Binary b, Scope scope) {
    if (isData(b) || Index.mayWrap(b.left(), scope) || Index.mayWrap(b.right(), scope)) {
      return b;
    }
    return switch (b.op()) {
      case LE -> decide(b.left(), b.right(), scope);
      case LT -> decide(b.left().plus(1), b.right(), scope);
      case EQ -> Index.same(b.left(), b.right(), scope) ? TRUE : b;
      case NE -> Index.same(b.left(), b.right(), scope) ? FALSE : b;
      default -> b;
    };
  }

  /** Whether 64-bit values take part which, unlike indices, may be at the ends, where sums wrap. */
  private static boolean isData(Expr e) {
    return e.type() == DType.I64 && (e instanceof Load || e instanceof Local
        || e instanceof IntConst number && !Magnitude.isModest(number.value()))
        || e.children().stream().anyMatch(Simplify::isData);
  }

  private static Expr decide(Expr left, Expr right, Scope scope) {
    if (Index.proves(left, right, scope)) {
      return TRUE;
    }
    return Index.proves(right.plus(1), left, scope) ? FALSE : Index.atMost(left, right, scope);
  }

  private static Expr logic(Binary b) {
    if (b.op() == BinaryOp.AND) {
      return b.left() instanceof IntConst c ? c.value() != 0 ? b.right() : FALSE
          : b.right() instanceof IntConst d ? d.value() != 0 ? b.left() : FALSE : b;
    }
    if (b.op() == BinaryOp.OR) {
      return b.left() instanceof IntConst c ? c.value() != 0 ? TRUE : b.right()
          : b.right() instanceof IntConst d ? d.value() != 0 ? TRUE : b.left() : b;
    }
    return b;
  }

  private static Expr cast(DType type, IntConst c) {
    if (type.isFloat()) {
      return c.type() == DType.U64 ? new Cast(type, c) : new FloatConst(type, c.value());
    }
    return new IntConst(type, type.isBool() ? Math.min(1, Math.abs(c.value())) : c.value());
  }
}

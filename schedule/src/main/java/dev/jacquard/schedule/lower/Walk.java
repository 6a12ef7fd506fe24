package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Stmt;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Traversals that passes share. */
final class Walk {

  /** A rewrite of an expression within the ranges of the variables around it. */
  interface Scoped {
    Expr apply(Expr e, Scope scope);
  }

  private Walk() {}

  /** Every expression of {@code s} and of all its parts replaced. */
  static Stmt mapExprs(Stmt s, UnaryOperator<Expr> f) {
    return s.mapChildren(child -> mapExprs(child, f)).mapExprs(f);
  }

  /** Every expression replaced, with what is known of the variables around it. */
  static Stmt mapExprs(Stmt s, Scope scope, Scoped f) {
    Stmt mapped = s.mapExprs(e -> f.apply(e, scope));
    Scope inner = inside(mapped, scope);
    return mapped.mapChildren(child -> mapExprs(child, inner, f));
  }

  /** What is known inside {@code s}. */
  static Scope inside(Stmt s, Scope scope) {
    return switch (s) {
      case Stmt.For loop -> scope.with(loop.variable(), loop.min(), loop.extent());
      case Stmt.Let let -> scope.with(let.variable(), let.value(), IntConst.index(1));
      default -> scope;
    };
  }

  /** Calls {@code visitor} with every statement, parents first. */
  static void each(Stmt s, Consumer<Stmt> visitor) {
    visitor.accept(s);
    s.children().forEach(child -> each(child, visitor));
  }

  /** Calls {@code visitor} with every statement and what is known around it, parents first. */
  static void each(Stmt s, Scope scope, BiConsumer<Stmt, Scope> visitor) {
    visitor.accept(s, scope);
    Scope inner = inside(s, scope);
    s.children().forEach(child -> each(child, inner, visitor));
  }

  /** Whether {@code s} is a loop over work-groups, or loops directly around one. */
  static boolean isSpread(Stmt s) {
    return s instanceof Stmt.For loop && (loop.kind() == LoopKind.PARALLEL
        || loop.kind() == LoopKind.GROUP || isSpread(loop.body()));
  }

  static boolean hasBarrier(Stmt s) {
    return s instanceof Stmt.Barrier || s.children().stream().anyMatch(Walk::hasBarrier);
  }

  /** The conjunction; null stands for true on the left. */
  static final BinaryOperator<Expr> AND = (a, b) -> a == null ? b : a.and(b);
}

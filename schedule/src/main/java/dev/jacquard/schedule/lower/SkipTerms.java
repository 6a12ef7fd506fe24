package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Passes over terms of a reduction that are its identity, for many points at once.
 *
 * <pre>
 * for r: for x: t[x] = t[x] + select(c(r) &amp; d(x), e, 0)
 *   ->   for r: if c(r): for x: t[x] = t[x] + select(d(x), e, 0)
 * </pre>
 *
 * <p>In between, the conditions are hidden behind variables: {@link Partition} need not take out of
 * the steady state what costs nothing where it stands.
 */
final class SkipTerms {

  private static final String HIDDEN = "skip.";

  private final Map<String, Expr> hidden = new HashMap<>();

  /** The statement with conditions moved outwards and hidden. */
  Stmt hide(Stmt s, Scope scope) {
    Stmt mapped = s.mapChildren(child -> hide(child, Walk.inside(s, scope)));
    if (!(mapped instanceof Stmt.For loop) || loop.kind().isConcurrent()) {
      return mapped;
    }
    return switch (loop.body()) {
      case Stmt.Store store -> skipped(loop, store, Walk.inside(loop, scope));
      case Stmt.If(Expr condition, Stmt then, Stmt _) when isHidden(condition) ->
          outwards(loop, conjuncts(condition), then);
      default -> loop;
    };
  }

  /** The statement with the conditions themselves. */
  Stmt reveal(Stmt s) {
    return hidden.isEmpty() ? s : Walk.mapExprs(s, this::revealed);
  }

  private Expr revealed(Expr e) {
    return isHidden(e) && !(e instanceof Binary b && b.op() == BinaryOp.AND) ? condition(e)
        : e.mapChildren(this::revealed);
  }

  private Stmt skipped(Stmt.For loop, Stmt.Store store, Scope scope) {
    if (!(store.value() instanceof Binary(BinaryOp op, Load old,
        Select(Expr c, Expr term, Expr no))) || !old.buffer().equals(store.buffer())
        || !isIdentity(op, no)) {
      return loop;
    }
    List<Expr> fixed = new ArrayList<>();
    List<Expr> rest = new ArrayList<>();
    conjuncts(c).forEach(part -> (Rewrite.mentions(part, loop.variable()) || reads(part)
        ? rest : fixed).add(part));
    if (fixed.isEmpty()) {
      return loop;
    }
    Expr kept = follow(term, fixed, scope);
    Expr left = rest.isEmpty() ? kept : new Select(all(rest), kept, no);
    return guarded(fixed.stream().map(this::hidden).toList(),
        loop.withBody(new Stmt.Store(store.buffer(), store.indices(), new Binary(op, old, left))));
  }

  private static boolean reads(Expr e) {
    return e instanceof Load || e.children().stream().anyMatch(SkipTerms::reads);
  }

  private Stmt outwards(Stmt.For loop, List<Expr> conditions, Stmt then) {
    Predicate<Expr> moves = part -> !Rewrite.mentions(condition(part), loop.variable());
    List<Expr> inside = conditions.stream().filter(moves.negate()).toList();
    return guarded(conditions.stream().filter(moves).toList(),
        loop.withBody(guarded(inside, then)));
  }

  private static Stmt guarded(List<Expr> conditions, Stmt s) {
    return conditions.isEmpty() ? s : new Stmt.If(all(conditions), s);
  }

  private static Expr all(List<Expr> conditions) {
    return conditions.stream().reduce(null, Walk.AND);
  }

  private static List<Expr> conjuncts(Expr e) {
    return e instanceof Binary(BinaryOp op, Expr a, Expr b) && op == BinaryOp.AND
        ? Stream.of(conjuncts(a), conjuncts(b)).flatMap(List::stream).toList() : List.of(e);
  }

  private static boolean isIdentity(BinaryOp op, Expr e) {
    return !e.type().isBool() && Stream.of(Reduction.values()).anyMatch(
        reduction -> reduction.op() == op && reduction.identity(e.type()).equals(e));
  }

  /** Without the clamps that the conditions decide. */
  private static Expr follow(Expr e, List<Expr> conditions, Scope scope) {
    Expr mapped = e.mapChildren(child -> follow(child, conditions, scope));
    if (!(mapped instanceof Binary(BinaryOp op, Expr a, Expr b)) || mapped.type() != DType.I64) {
      return mapped;
    }
    return switch (op) {
      case MIN -> isBelow(a, b, conditions, scope) ? a : isBelow(b, a, conditions, scope) ? b
          : mapped;
      case MAX -> isBelow(a, b, conditions, scope) ? b : isBelow(b, a, conditions, scope) ? a
          : mapped;
      default -> mapped;
    };
  }

  private static boolean isBelow(Expr less, Expr more, List<Expr> conditions, Scope scope) {
    return conditions.stream().anyMatch(c -> c instanceof Binary(BinaryOp op, Expr a, Expr b)
        && op == BinaryOp.LE && Index.proves(less.plus(b), more.plus(a), scope));
  }

  private Expr hidden(Expr condition) {
    String name = HIDDEN + hidden.size();
    hidden.put(name, condition);
    return new Var(name).eq(1);
  }

  private boolean isHidden(Expr e) {
    return conjuncts(e).stream().allMatch(part -> part instanceof Binary(BinaryOp _, Var v, Expr _)
        && hidden.containsKey(v.name()));
  }

  private Expr condition(Expr part) {
    return hidden.get(((Var) ((Binary) part).left()).name());
  }
}

package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.index.Extremes;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Takes guards and edge modes out of the steady state.
 *
 * <pre>
 * s with "if g: t", min(i, n - 1), ...
 *   ->   if (g for all of s, i &lt;= n - 1 for all of s, ...): s with t, i, ...  else: s, rolled up
 * </pre>
 *
 * <p>A test stands as far out as it can without holding less often. The other branch is the
 * boundary: small code for few points.
 */
final class Partition {

  /** What may be assumed in place of {@code of}, where {@code condition} holds. */
  private record Fact(Expr of, Expr replacement, Expr condition) {}

  private static final Set<BinaryOp> TESTS = EnumSet.of(BinaryOp.LT, BinaryOp.LE, BinaryOp.MIN,
      BinaryOp.MAX);

  private final Set<String> whole;
  private final Set<String> predicated;
  /** The private buffers of the allocations around. */
  private final Set<String> held = new HashSet<>();

  /**
   * @param whole the variables of loops inside which no test stands
   * @param predicated the variables of loops whose boundary is computed as their steady state is
   */
  Partition(Set<String> whole, Set<String> predicated) {
    this.whole = whole;
    this.predicated = predicated;
  }

  Stmt apply(Stmt s, Scope scope) {
    SkipTerms terms = new SkipTerms();
    return terms.reveal(spread(terms.hide(s, scope), scope));
  }

  private Stmt spread(Stmt s, Scope scope) {
    boolean items = s instanceof Stmt.For loop && loop.kind() == LoopKind.ITEM
        && !Walk.hasBarrier(s);
    if (items || Walk.isSpread(s)) {
      return s.mapChildren(child -> spread(child, Walk.inside(s, scope)));
    }
    return at(s, scope, Set.of());
  }

  /** @param failed what is known not to hold here */
  private Stmt at(Stmt s, Scope scope, Set<String> failed) {
    if (!hasTests(s)) {
      return s;
    }
    Map<String, Fact> facts = facts(s, scope);
    facts.keySet().removeAll(failed);
    if (isChain(s)) {
      Stmt.For loop = (Stmt.For) s;
      Map<String, Fact> inner = facts(loop.body(), Walk.inside(s, scope));
      facts.entrySet().removeIf(fact -> isBetterInside(inner.get(fact.getKey()), fact.getValue()));
    }
    Stmt assumed = facts.isEmpty() ? s : Simplify.apply(Walk.mapExprs(
        Walk.mapExprs(s, e -> assume(e, facts)), scope, (e, inner) -> follow(e, facts, inner)),
        scope);
    Stmt steady = deeper(assumed, scope, failed);
    Expr test = test(facts);
    if (test == null) {
      return steady;
    }
    Set<String> all = new HashSet<>(failed);
    all.addAll(facts.keySet());
    Stmt boundary = deeper(s, scope, all);
    return new Stmt.If(test, steady, isPredicated(facts) || writesHeld(s) ? boundary
        : rolled(boundary));
  }

  /** Whether it adds to what registers hold, which loops would index. */
  private boolean writesHeld(Stmt s) {
    return s instanceof Stmt.Store store && held.contains(store.buffer())
        || s.children().stream().anyMatch(this::writesHeld);
  }

  private static boolean hasTests(Stmt s) {
    boolean[] found = new boolean[1];
    Walk.each(s, part -> part.exprs().forEach(e -> Rewrite.walk(e, node ->
        found[0] |= node instanceof Binary b && b.left().type() == DType.I64
            && TESTS.contains(b.op()))));
    return found[0];
  }

  /** All conditions that are not certain; null if there are none. */
  private static Expr test(Map<String, Fact> facts) {
    Expr test = null;
    Set<String> tested = new HashSet<>();
    for (Fact fact : facts.values()) {
      boolean certain = fact.condition() instanceof IntConst;
      if (!certain && tested.add(fact.condition().toString())) {
        test = Walk.AND.apply(test, fact.condition());
      }
    }
    return test;
  }

  private Stmt deeper(Stmt s, Scope scope, Set<String> failed) {
    if (!isRow(s)) {
      return isChain(s) ? s.mapChildren(child -> at(child, Walk.inside(s, scope), failed)) : s;
    }
    String buffer = s instanceof Stmt.Allocate allocate
        && allocate.buffer().memory() == Memory.PRIVATE ? allocate.buffer().name() : "";
    held.add(buffer);
    Stmt mapped = s.mapChildren(child -> each(child, scope, failed));
    held.remove(buffer);
    return mapped;
  }

  /** What follows one another has tests of its own, besides those around all of it. */
  private Stmt each(Stmt s, Scope scope, Set<String> failed) {
    return isRow(s) ? deeper(s, scope, failed) : Walk.isSpread(s) ? s : at(s, scope, failed);
  }

  private static boolean isRow(Stmt s) {
    return s instanceof Stmt.Allocate || s instanceof Stmt.Block;
  }

  private static boolean isChain(Stmt s) {
    return s instanceof Stmt.For loop && loop.kind() == LoopKind.SERIAL;
  }

  /** Whether inside the loop a test holds more often than around it, or none is needed. */
  private static boolean isBetterInside(Fact inside, Fact around) {
    return inside == null || !inside.condition().toString().equals(around.condition().toString());
  }

  /** What could be assumed throughout {@code s}, by the text of what it replaces. */
  private Map<String, Fact> facts(Stmt s, Scope scope) {
    Set<String> running = new HashSet<>();
    Walk.each(s, part -> {
      if (part instanceof Stmt.For loop) {
        running.add(loop.variable());
      }
    });
    Map<String, Fact> facts = new LinkedHashMap<>();
    Walk.each(s, scope, (part, around) -> part.exprs().forEach(
        e -> collect(e, running, around, facts)));
    facts.values().removeIf(fact -> Extremes.mentions(fact.condition(), whole)
        || isImpossible(fact, scope));
    return facts;
  }

  private boolean isImpossible(Fact fact, Scope scope) {
    return fact.condition() instanceof IntConst(DType _, long value) ? value == 0
        : Simplify.apply(fact.condition(), scope) instanceof IntConst decided
            && decided.value() == 0;
  }

  private static void collect(Expr e, Set<String> running, Scope scope, Map<String, Fact> facts) {
    if (e instanceof Binary b && b.left().type() == DType.I64 && b.lanes() == 1
        && Extremes.mentions(b, running)) {
      Fact fact = fact(b, running, scope);
      if (fact != null) {
        facts.putIfAbsent(b.toString(), fact);
      }
    }
    e.children().forEach(child -> collect(child, running, scope, facts));
  }

  private static Fact fact(Binary b, Set<String> running, Scope scope) {
    boolean left = Extremes.mentions(b.left(), running);
    boolean right = Extremes.mentions(b.right(), running);
    Expr yes = new IntConst(DType.BOOL, 1);
    return switch (b.op()) {
      case LT -> fact(b, yes, b.left().plus(1), b.right(), running, scope);
      case LE -> fact(b, yes, b.left(), b.right(), running, scope);
      case MIN -> left == right ? null : left
          ? fact(b, b.left(), b.left(), b.right(), running, scope)
          : fact(b, b.right(), b.right(), b.left(), running, scope);
      case MAX -> left == right ? null : left
          ? fact(b, b.left(), b.right(), b.left(), running, scope)
          : fact(b, b.right(), b.left(), b.right(), running, scope);
      default -> null;
    };
  }

  /** Removes min and max that the tested conditions decide, though nothing in them is running. */
  private static Expr follow(Expr e, Map<String, Fact> facts, Scope scope) {
    Expr mapped = e.mapChildren(child -> follow(child, facts, scope));
    if (mapped instanceof Binary(BinaryOp op, Expr a, Expr b) && mapped.type() == DType.I64
        && mapped.lanes() == 1 && (op == BinaryOp.MIN || op == BinaryOp.MAX)) {
      boolean less = follows(a, b, facts, scope);
      boolean more = !less && follows(b, a, facts, scope);
      return less ? op == BinaryOp.MIN ? a : b : more ? op == BinaryOp.MIN ? b : a : mapped;
    }
    return mapped;
  }

  private static boolean follows(Expr less, Expr more, Map<String, Fact> facts, Scope scope) {
    return facts.values().stream().anyMatch(fact -> fact.condition() instanceof Binary tested
        && tested.op() == BinaryOp.LE && Index.proves(less.plus(tested.right()),
            more.plus(tested.left()), scope));
  }

  /** {@code replacement} holds where {@code less <= more} whatever the running variables are. */
  private static Fact fact(Expr of, Expr replacement, Expr less, Expr more,
      Set<String> running, Scope scope) {
    Expr worst = Extremes.of(less.minus(more), running, scope).high();
    boolean bounded = Index.interval(worst, scope).min() < Long.MAX_VALUE / 2
        && !Extremes.mentions(worst, running);
    return bounded ? new Fact(of, replacement, Simplify.apply(worst.le(0), scope)) : null;
  }

  private static Expr assume(Expr e, Map<String, Fact> facts) {
    if (e instanceof Binary && e.lanes() == 1 && facts.containsKey(e.toString())) {
      return assume(facts.get(e.toString()).replacement(), facts);
    }
    return e.mapChildren(child -> assume(child, facts));
  }

  /** Whether only lanes of predicated vectors are missing. */
  private boolean isPredicated(Map<String, Fact> facts) {
    return facts.values().stream().allMatch(fact -> fact.condition() instanceof IntConst
        || Extremes.mentions(fact.of(), predicated));
  }

  /** The same with loops in place of unrolled code. */
  private static Stmt rolled(Stmt s) {
    Stmt mapped = s.mapChildren(Partition::rolled);
    return mapped instanceof Stmt.For loop && loop.kind() == LoopKind.UNROLLED
        ? new Stmt.For(loop.variable(), loop.min(), loop.extent(), LoopKind.SERIAL, loop.body())
        : mapped;
  }
}

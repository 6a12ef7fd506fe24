package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Extremes;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import dev.jacquard.schedule.nest.Placement;
import dev.jacquard.schedule.nest.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Which part of a Func some statements read: a range of constant extent for each index. */
final class NeededRegion {

  /**
   * An access.
   *
   * @param scope all variables around it
   * @param around those that were there outside the statements, when it happens; what no window
   *     holds is computed in earlier iterations too
   */
  record Use(Access access, Scope scope, Scope around) {}

  /** Elements: what a work-item or a group holds is small. */
  private static final long MOST_HELD = 1 << 20;

  private final LoopNest nests;
  private final Placement.At at;
  private final Nest nest;
  private final Func func;

  NeededRegion(LoopNest nests, Nest nest, Placement.At at) {
    this.nests = nests;
    this.at = at;
    this.nest = nest;
    this.func = nest.func();
  }

  /** The variables of the loops in {@code body}. */
  static Set<String> running(Stmt body) {
    Set<String> running = new HashSet<>();
    Walk.each(body, s -> {
      if (s instanceof Stmt.For loop) {
        running.add(loop.variable());
      }
    });
    return running;
  }

  List<Use> uses(Stmt body, Scope scope) {
    List<Use> uses = new ArrayList<>();
    collect(body, scope, scope, uses);
    return uses;
  }

  private void collect(Stmt s, Scope inside, Scope around, List<Use> uses) {
    s.exprs().forEach(e -> Rewrite.walk(e, node -> {
      if (node instanceof Access access && access.source().name().equals(func.name())) {
        uses.add(new Use(access, inside, around));
      }
    }));
    Scope within = inside(s, inside);
    Scope outside = s instanceof Stmt.If ? inside(s, around) : around;
    s.children().forEach(child -> collect(child, within, outside, uses));
  }

  /** What is known inside {@code s}, also of loops that begin earlier to fill windows. */
  static Scope inside(Stmt s, Scope scope) {
    return s instanceof Stmt.If branch && isStart(branch.condition()) && !branch.hasElse()
        ? from(branch, scope) : Walk.inside(s, scope);
  }

  /** {@code c <= v}: what is under it begins later than the loop over v. */
  private static boolean isStart(Expr condition) {
    return condition instanceof Binary(BinaryOp op, IntConst _, Var _) && op == BinaryOp.LE;
  }

  private static Scope from(Stmt.If branch, Scope scope) {
    Binary start = (Binary) branch.condition();
    String variable = ((Var) start.right()).name();
    return scope.find(variable).map(range -> scope.with(variable, start.left().max(range.min()),
        range.max().plus(1).minus(start.left().max(range.min())))).orElse(scope);
  }

  /**
   * The region for all values of the {@code running} variables.
   *
   * @param limits takes conditions that its points must meet besides
   */
  List<Range> region(Stmt body, Set<String> running, Scope scope, Facts facts,
      List<Expr> limits) {
    List<Use> uses = uses(body, scope);
    List<Range> region = new ArrayList<>();
    for (int d = 0; d < func.rank(); d++) {
      region.add(region(d, uses, running, scope, facts, limits));
    }
    requireSmall(region);
    return region;
  }

  /** The range of one index that covers all uses, of constant extent, inside the Func's range. */
  private Range region(int d, List<Use> uses, Set<String> running, Scope scope, Facts facts,
      List<Expr> limits) {
    Range whole = func.ranges().get(d);
    Expr low = null;
    Expr high = null;
    boolean inside = true;
    for (Use use : uses) {
      Extremes.Ends ends = ends(use, d, running, whole);
      Scope known = nest.held().window() == null ? scope : use.around();
      inside &= facts.prove(whole.min(), ends.low(), known)
          && facts.prove(ends.high(), whole.max(), known);
      low = low == null ? ends.low() : low.min(ends.low());
      high = high == null ? ends.high() : high.max(ends.high());
    }
    Expr extent = Index.simplify(high.minus(low).plus(1), scope);
    boolean exact = Index.constant(extent, scope).isPresent();
    long unit = unit(d);
    if (exact && inside && Index.constant(extent.rem(unit), scope).orElse(1) == 0) {
      return new Range(Index.simplify(low, scope), extent);
    }
    Expr most = exact ? extent : constantExtent(d, Span.of(low, high, scope), whole, scope);
    return clipped(d, low, rounded(most, unit, whole, scope), whole, scope, limits);
  }

  /** What the extent is rounded up to: the factors of splits that ask for it. */
  private long unit(int d) {
    long unit = 1;
    for (Relation relation : nest.relations()) {
      if (relation instanceof Relation.SplitOf split && split.tail() == Tail.ROUND_UP
          && split.loop().equals(func.indices().get(d).name())) {
        unit = split.factor();
      }
    }
    return unit;
  }

  private static Expr rounded(Expr extent, long unit, Range whole, Scope scope) {
    Expr more = Index.simplify(extent.plus(unit - 1).div(unit).times(unit), scope);
    return Index.proves(more, whole.extent(), scope) ? more : extent;
  }

  /** The least index along {@code d} of one use. */
  Expr low(Use use, int d, Set<String> running) {
    return ends(use, d, running, func.ranges().get(d)).low();
  }

  /** An index that could be anything stays inside the Func's range all the same. */
  private static Extremes.Ends ends(Use use, int d, Set<String> running, Range whole) {
    Extremes.Ends ends = Extremes.of(use.access().indices().get(d), running, use.scope());
    return ends.isBounded() ? ends : new Extremes.Ends(whole.min(), whole.max());
  }

  private Expr constantExtent(int d, long bound, Range whole, Scope scope) {
    OptionalLong all = Index.constant(whole.extent(), scope);
    long most = all.isPresent() ? Math.min(bound, all.getAsLong()) : bound;
    if (most > MOST_HELD) {
      throw nests.fault(at.directive(), ("the part of %s that one iteration of %s needs has no "
          + "fixed size along %s. Compute it at a loop further in, or at root.").formatted(
              func.name(), at.loop(), func.indices().get(d)));
    }
    return IntConst.index(most);
  }

  private void requireSmall(List<Range> region) {
    double held = region.stream().mapToDouble(range ->
        Index.constant(range.extent(), Scope.EMPTY).orElse(MOST_HELD)).reduce(1, (a, b) -> a * b);
    if (held > MOST_HELD) {
      throw nests.fault(at.directive(), ("one iteration of %s needs %.0f elements of %s, more than "
          + "the %d that can be held. Compute it at a loop further in, or at root.").formatted(
              at.loop(), held, func.name(), MOST_HELD));
    }
  }

  /** Moves a region that could reach over the end of the Func's range back inside. */
  private Range clipped(int d, Expr low, Expr extent, Range whole, Scope scope,
      List<Expr> limits) {
    Expr last = whole.min().plus(whole.extent()).minus(extent);
    Expr origin = Index.simplify(low.min(last).max(whole.min()), scope);
    if (!Index.proves(extent, whole.extent(), scope)) {
      Var index = func.indices().get(d);
      limits.add(index.le(whole.max()));
    }
    return new Range(origin, extent);
  }
}

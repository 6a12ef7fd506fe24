package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Extremes;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import dev.jacquard.schedule.nest.Placement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Computes a Func at a loop of its consumer, over the region that the loop's body reads.
 *
 * <pre>
 * for loop: s   ->   for loop: { allocate f[extents]; f over region; s with f[i - origin] }
 * </pre>
 *
 * <p>In local memory the region is that of all items of the group, between two barriers.
 */
final class InsertProducer {

  private record Use(Access access, Scope scope) {}

  /** Elements: what a work-item or a group holds is small. */
  private static final long MOST_HELD = 1 << 20;

  private final LoopNest nests;
  private final Nest nest;
  private final Placement.At at;
  private final Module module;
  private final Func func;
  private int places;

  InsertProducer(LoopNest nests, Nest nest, Placement.At at, Module module) {
    this.nests = nests;
    this.nest = nest;
    this.at = at;
    this.module = module;
    this.func = nest.func();
  }

  void apply() {
    module.stages().replaceAll(stage -> stage.with(insert(stage.body(), Scope.EMPTY, Set.of())));
    if (places == 0) {
      throw new CompilerBug("no place for %s at %s of %s".formatted(func.name(), at.loop(),
          at.consumer()));
    }
  }

  private Stmt insert(Stmt s, Scope scope, Set<String> items) {
    Scope inner = Walk.inside(s, scope);
    if (s instanceof Stmt.If branch && isDivergent(branch, items)
        && !uses(s, inner).isEmpty() && hasPlace(s)) {
      throw divergent(branch);
    }
    if (s instanceof Stmt.For loop) {
      Set<String> shared = new HashSet<>(items);
      if (loop.kind() == LoopKind.ITEM) {
        shared.add(loop.variable());
      }
      if (isPlace(loop.variable()) && !uses(loop.body(), inner).isEmpty()) {
        requireInKernel(loop);
        places++;
        return loop.withBody(place(loop.body(), inner, shared, Facts.NONE));
      }
      return s.mapChildren(child -> insert(child, inner, shared));
    }
    return s.mapChildren(child -> insert(child, inner, items));
  }

  private void requireInKernel(Stmt.For loop) {
    if (Walk.isSpread(loop.body())) {
      throw nests.fault(at.directive(), ("the loop %s of %s is outside its loops over work-groups, "
          + "and what one work-group computes the next cannot see. Compute %s at a loop further "
          + "in, or at root.").formatted(at.loop(), at.consumer(), func.name()));
    }
  }

  /** Barriers, which local memory needs, must be met by all items or none. */
  private boolean isDivergent(Stmt.If branch, Set<String> items) {
    return nest.memory() == Memory.LOCAL && items.stream().anyMatch(
        item -> Rewrite.mentions(branch.condition(), item));
  }

  private boolean hasPlace(Stmt s) {
    boolean[] found = new boolean[1];
    Walk.each(s, part -> found[0] |= part instanceof Stmt.For loop && isPlace(loop.variable()));
    return found[0];
  }

  private ScheduleError divergent(Stmt.If branch) {
    return nests.fault(at.directive(), ("%s of %s is inside the condition %s, which some items of "
        + "a group may fail; those would miss the barrier that LOCAL memory needs. Compute %s at a "
        + "loop further out, or split so that the factor divides.").formatted(at.loop(),
            at.consumer(), branch.condition(), func.name()));
  }

  /** Inside the guards of the loop: what they rule out needs no producer. */
  private Stmt place(Stmt body, Scope scope, Set<String> items, Facts facts) {
    return body instanceof Stmt.If branch && !branch.hasElse() && !isDivergent(branch, items)
        && !reads(branch.condition()) ? new Stmt.If(branch.condition(),
        place(branch.then(), scope, items, facts.and(branch.condition())))
        : produce(body, scope, items, facts);
  }

  private boolean reads(Expr e) {
    return e instanceof Access access && access.source().name().equals(func.name())
        || e.children().stream().anyMatch(this::reads);
  }

  private boolean isPlace(String variable) {
    return variable.equals(at.consumer() + "." + at.loop())
        || variable.equals(at.loop()) && nests.isOutput(at.consumer());
  }

  private List<Use> uses(Stmt body, Scope scope) {
    List<Use> uses = new ArrayList<>();
    Walk.each(body, scope, (s, around) -> s.exprs().forEach(e -> Rewrite.walk(e, node -> {
      if (node instanceof Access access && access.source().name().equals(func.name())) {
        uses.add(new Use(access, around));
      }
    })));
    return uses;
  }

  private Stmt produce(Stmt body, Scope scope, Set<String> items, Facts facts) {
    Set<String> running = new HashSet<>();
    Walk.each(body, s -> {
      if (s instanceof Stmt.For loop) {
        running.add(loop.variable());
      }
    });
    if (nest.memory() == Memory.LOCAL) {
      running.addAll(items);
    }
    List<Use> uses = uses(body, scope);
    List<Range> region = new ArrayList<>();
    List<Expr> limits = new ArrayList<>();
    for (int d = 0; d < func.rank(); d++) {
      region.add(region(d, uses, running, scope, facts, limits));
    }
    requireSmall(region);
    for (int k = 0; k < func.types().size(); k++) {
      module.add(new Buffer(func.buffer(k), func.types().get(k), nest.memory(),
          region.stream().map(Range::extent).toList()));
    }
    List<Expr> origins = region.stream().map(Range::min).toList();
    Stmt consumer = BuildStages.replace(body, func.name(),
        access -> BuildStages.load(func, access, origins));
    Stmt producer = new BuildNest(nests, nest, module, region, limits).build();
    return allocated(nest.memory() == Memory.LOCAL
        ? Stmt.Block.of(new Stmt.Barrier(), producer, new Stmt.Barrier(), consumer)
        : Stmt.Block.of(producer, consumer));
  }

  private Stmt allocated(Stmt body) {
    Stmt result = body;
    for (int k = 0; k < func.types().size(); k++) {
      result = new Stmt.Allocate(module.buffers().get(func.buffer(k)), result);
    }
    return result;
  }

  /** The range of one index that covers all uses, of constant extent, inside the Func's range. */
  private Range region(int d, List<Use> uses, Set<String> running, Scope scope, Facts facts,
      List<Expr> limits) {
    Range whole = func.ranges().get(d);
    Expr low = null;
    Expr high = null;
    for (Use use : uses) {
      Extremes.Ends ends = ends(use, d, running, whole);
      low = low == null ? ends.low() : low.min(ends.low());
      high = high == null ? ends.high() : high.max(ends.high());
    }
    Expr extent = Index.simplify(high.minus(low).plus(1), scope);
    boolean exact = Index.constant(extent, scope).isPresent();
    boolean inside = facts.prove(whole.min(), low, scope)
        && facts.prove(high, whole.max(), scope);
    if (exact && inside) {
      return new Range(Index.simplify(low, scope), extent);
    }
    Expr most = exact ? extent : constantExtent(d, Span.of(low, high, scope), whole, scope);
    return clipped(d, low, most, whole, scope, limits);
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

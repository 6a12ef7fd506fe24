package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import dev.jacquard.schedule.nest.Placement;
import dev.jacquard.schedule.nest.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Computes a Func at a loop in room made further out, so that each iteration computes only what it
 * is the first to need (after Halide's sliding windows).
 *
 * <pre>
 * for y in n: s, which reads f[a * y .. a * y + e - 1]
 *   ->   allocate f; for y from -(e - a) / a to n - 1:
 *          { f[a * y + e - a .. a * y + e - 1]; if (y &gt;= 0) s }
 * </pre>
 */
final class SlideWindow {

  private final LoopNest nests;
  private final Nest nest;
  private final Placement.At at;
  private final Module module;
  private final Func func;
  private final NeededRegion needed;
  private Room room;

  SlideWindow(LoopNest nests, Nest nest, Placement.At at, Module module) {
    this.nests = nests;
    this.nest = nest;
    this.at = at;
    this.module = module;
    this.func = nest.func();
    this.needed = new NeededRegion(nests, nest, at);
  }

  /** The body of the loop at which the room is made. */
  Stmt apply(Stmt body, Scope scope) {
    List<Range> all = needed.region(body, NeededRegion.running(body), scope, Facts.NONE,
        new ArrayList<>());
    room = room(all);
    Stmt slid = slide(body, scope);
    List<Expr> extents = new ArrayList<>();
    for (int d = 0; d < all.size(); d++) {
      long fold = room.folds().get(d);
      extents.add(fold == 0 ? all.get(d).extent() : IntConst.index(fold));
    }
    Stmt result = slid;
    for (int k = 0; k < func.types().size(); k++) {
      result = new Stmt.Allocate(module.add(new Buffer(func.buffer(k), func.types().get(k),
          nest.memory(), extents, nests.layout(func.name(), func.rank()))), result);
    }
    return result;
  }

  private Room room(List<Range> all) {
    Window.Fold fold = nest.held().window().fold();
    List<Long> folds = new ArrayList<>();
    for (Var index : func.indices()) {
      folds.add(fold != null && fold.index().equals(index.name()) ? fold.factor() : 0);
    }
    return new Room(all.stream().map(Range::min).toList(), folds);
  }

  private Stmt slide(Stmt s, Scope scope) {
    if (s instanceof Stmt.For loop
        && InsertProducer.isLoop(nests, at.consumer(), at.loop(), loop.variable())
        && !needed.uses(loop.body(), Walk.inside(s, scope)).isEmpty()) {
      return slide(loop, scope);
    }
    return s.mapChildren(child -> slide(child, Walk.inside(s, scope)));
  }

  private Stmt slide(Stmt.For loop, Scope scope) {
    Scope inner = Walk.inside(loop, scope);
    Facts facts = Facts.NONE;
    Stmt guarded = loop.body();
    List<Expr> guards = new ArrayList<>();
    while (guarded instanceof Stmt.If branch && !branch.hasElse()) {
      facts = facts.and(branch.condition());
      guards.add(branch.condition());
      guarded = branch.then();
    }
    List<Expr> limits = new ArrayList<>();
    List<Range> region = needed.region(guarded, NeededRegion.running(guarded), inner, facts,
        limits);
    int moving = moving(region, loop, inner, limits);
    long step = slope(region.get(moving), loop.variable(), inner);
    long extent = Index.constant(region.get(moving).extent(), inner).orElseThrow();
    requireRoom(moving, extent, region, inner);
    long kept = Math.max(0, extent - step);
    long first = first(guarded, moving, region.get(moving).min(), step, loop.variable(), inner);
    if (kept % step != 0) {
      throw fault(("an iteration of %s needs %d values along %s and the next begins %d further, "
          + "so that the window would not fill in whole steps. Compute it without storeAt.")
              .formatted(at.loop(), extent, func.indices().get(moving), step));
    }
    List<Range> fresh = new ArrayList<>(region);
    Range old = region.get(moving);
    fresh.set(moving, new Range(Index.simplify(old.min().plus(kept), inner),
        IntConst.index(extent - kept)));
    Stmt producer = new BuildNest(nests, nest, module, fresh, room, limits).build();
    Stmt consumer = BuildStages.replace(loop.body(), func.name(),
        access -> room.load(func, access));
    return started(loop, first - kept / step, guarded(producer, guards, loop, first), consumer);
  }

  /** The loop begins at {@code start} if that is earlier; until it began, it only fills windows. */
  private static Stmt started(Stmt.For loop, long start, Stmt producer, Stmt consumer) {
    long before = constant(loop.min());
    long min = Math.min(before, start);
    Var variable = new Var(loop.variable());
    Stmt first = start > min ? new Stmt.If(IntConst.index(start).le(variable), producer) : producer;
    Stmt then = min < before ? new Stmt.If(IntConst.index(before).le(variable), consumer)
        : consumer;
    return new Stmt.For(loop.variable(), IntConst.index(min), Index.simplify(
        loop.extent().plus(before - min), Scope.EMPTY), LoopKind.SERIAL, Stmt.Block.of(first,
            then));
  }

  private static long constant(Expr min) {
    return Index.constant(min, Scope.EMPTY).orElseThrow();
  }

  /** From which iteration on the region is needed: what other windows fill begins earlier. */
  private long first(Stmt body, int moving, Expr low, long step, String variable, Scope scope) {
    long first = Long.MAX_VALUE;
    for (NeededRegion.Use use : needed.uses(body, scope)) {
      Expr own = needed.low(use, moving, NeededRegion.running(body));
      long ahead = Index.constant(own.minus(low), scope).orElse(0);
      first = Math.min(first, Index.interval(new Var(variable), use.around()).min()
          + Math.floorDiv(ahead, step));
    }
    return first;
  }

  /** What no iteration needs is not computed; those before the first fill what that one needs. */
  private static Stmt guarded(Stmt producer, List<Expr> guards, Stmt.For loop,
      long first) {
    Stmt result = producer;
    for (Expr guard : guards.reversed()) {
      result = new Stmt.If(Rewrite.substitute(guard, Map.of(loop.variable(),
          new Var(loop.variable()).max(first))), result);
    }
    return result;
  }

  /** The one index along which the region moves with the loop. */
  private int moving(List<Range> region, Stmt.For loop, Scope scope, List<Expr> limits) {
    Set<Integer> found = new HashSet<>();
    boolean steady = limits.isEmpty();
    for (int d = 0; d < region.size(); d++) {
      if (Rewrite.mentions(region.get(d).min(), loop.variable())) {
        found.add(d);
        steady &= slope(region.get(d), loop.variable(), scope) > 0;
      }
    }
    if (!steady || found.size() != 1) {
      throw fault(("the part of %s that an iteration of %s needs, %s, does not move along one index"
          + " by the same distance each time, so that nothing can be kept. Compute it without "
          + "storeAt, or split so that the factor divides.").formatted(func.name(), at.loop(),
              region));
    }
    return found.iterator().next();
  }

  private static long slope(Range range, String variable, Scope scope) {
    OptionalLong slope = Index.slope(range.min(), variable, scope)
        .map(s -> Index.constant(s, scope)).orElse(OptionalLong.empty());
    return slope.orElse(-1);
  }

  private void requireRoom(int moving, long extent, List<Range> region, Scope scope) {
    Window.Fold fold = nest.held().window().fold();
    if (fold == null) {
      return;
    }
    int folded = func.indices().stream().map(Var::name).toList().indexOf(fold.index());
    long least = folded == moving ? extent
        : Index.constant(region.get(folded).extent(), scope).orElse(Long.MAX_VALUE);
    if (folded != moving || fold.factor() < least) {
      throw nests.fault(fold.directive(), folded != moving
          ? "%s does not move along %s but along %s. Fold that.".formatted(at.loop(), fold.index(),
              func.indices().get(moving))
          : "an iteration of %s needs %d values along %s; %d do not suffice. Try %d.".formatted(
              at.loop(), least, fold.index(), fold.factor(), Long.highestOneBit(2 * least - 1)));
    }
  }

  private ScheduleError fault(String reason) {
    return nests.fault(nest.held().window().directive(), reason);
  }
}

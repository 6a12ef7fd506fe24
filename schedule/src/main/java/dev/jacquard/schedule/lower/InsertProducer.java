package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.data.Layout;
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

  private final LoopNest nests;
  private final Nest nest;
  private final Placement.At at;
  private final Module module;
  private final Func func;
  private final NeededRegion needed;
  private int places;

  InsertProducer(LoopNest nests, Nest nest, Placement.At at, Module module) {
    this.nests = nests;
    this.nest = nest;
    this.at = at;
    this.module = module;
    this.func = nest.func();
    this.needed = new NeededRegion(nests, nest, at);
  }

  /** What nothing reads in the end, such as one value of an inlined tuple, is not computed. */
  void apply() {
    module.stages().replaceAll(stage -> stage.with(insert(stage.body(), Scope.EMPTY, Set.of())));
    if (places == 0 && module.stages().stream().anyMatch(
        stage -> !needed.uses(stage.body(), Scope.EMPTY).isEmpty())) {
      throw new CompilerBug("no place for %s at %s of %s".formatted(func.name(), at.loop(),
          at.consumer()));
    }
  }

  private Stmt insert(Stmt s, Scope scope, Set<String> items) {
    Scope inner = Walk.inside(s, scope);
    if (s instanceof Stmt.If branch && isDivergent(branch, items)
        && !needed.uses(s, inner).isEmpty() && hasPlace(s)) {
      throw divergent(branch);
    }
    if (s instanceof Stmt.For loop) {
      Set<String> shared = new HashSet<>(items);
      if (loop.kind() == LoopKind.ITEM) {
        shared.add(loop.variable());
      }
      if (nest.held().window() != null && isLoop(nest.held().window().loop(), loop.variable())
          && !needed.uses(loop.body(), inner).isEmpty()) {
        requireInKernel(loop);
        places++;
        return loop.withBody(new SlideWindow(nests, nest, at, module).apply(loop.body(), inner));
      }
      if (isPlace(loop.variable()) && !needed.uses(loop.body(), inner).isEmpty()) {
        requireInKernel(loop);
        places++;
        Filled filled = place(loop.body(), inner, shared, Facts.NONE);
        return nest.held().isDoubled()
            ? allocated(new FillAhead(func, nest.memory()).apply(loop,
                filled.guarded(filled.fill()), filled.guarded(filled.use())))
            : loop.withBody(together(filled));
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

  /**
   * A loop's body apart.
   *
   * @param guards conditions that it stands under: what they rule out needs no producer
   */
  private record Filled(List<Expr> guards, Stmt fill, Stmt use) {

    Stmt guarded(Stmt s) {
      Stmt result = s;
      for (Expr guard : guards.reversed()) {
        result = new Stmt.If(guard, result);
      }
      return result;
    }

    Filled under(Expr guard) {
      List<Expr> all = new ArrayList<>(List.of(guard));
      all.addAll(guards);
      return new Filled(all, fill, use);
    }
  }

  private Filled place(Stmt body, Scope scope, Set<String> items, Facts facts) {
    return body instanceof Stmt.If branch && !branch.hasElse() && !isDivergent(branch, items)
        && !reads(branch.condition(), func.name())
        ? place(branch.then(), scope, items, facts.and(branch.condition()))
            .under(branch.condition())
        : produce(body, scope, items, facts);
  }

  private Stmt together(Filled filled) {
    return filled.guarded(allocated(nest.memory() == Memory.LOCAL
        ? Stmt.Block.of(new Stmt.Barrier(), filled.fill(), new Stmt.Barrier(), filled.use())
        : Stmt.Block.of(filled.fill(), filled.use())));
  }

  /** Whether {@code e} accesses a Func. */
  static boolean reads(Expr e, String func) {
    return e instanceof Access access && access.source().name().equals(func)
        || e.children().stream().anyMatch(child -> reads(child, func));
  }

  private boolean isPlace(String variable) {
    return isLoop(at.loop(), variable);
  }

  private boolean isLoop(String loop, String variable) {
    return isLoop(nests, at.consumer(), loop, variable);
  }

  /** Whether {@code variable} stands for a loop of a Func; an output's keep their names. */
  static boolean isLoop(LoopNest nests, String func, String loop, String variable) {
    return variable.equals(func + "." + loop) || variable.equals(loop) && nests.isOutput(func);
  }

  private Filled produce(Stmt body, Scope scope, Set<String> items, Facts facts) {
    Set<String> running = NeededRegion.running(body);
    if (nest.memory() == Memory.LOCAL) {
      running.addAll(items);
    }
    List<Expr> limits = new ArrayList<>();
    List<Range> region = needed.region(body, running, scope, facts, limits);
    for (int k = 0; k < func.types().size(); k++) {
      module.add(buffer(k, region.stream().map(Range::extent).toList()));
    }
    Room room = Room.of(region);
    Stmt consumer = BuildStages.replace(body, func.name(), access -> room.load(func, access));
    Stmt producer = new BuildNest(nests, nest, module, region, room, limits).build();
    return new Filled(List.of(), producer, consumer);
  }

  private Buffer buffer(int component, List<Expr> extents) {
    Layout layout = nests.layout(func.name(), func.rank());
    boolean doubled = nest.held().isDoubled();
    return new Buffer(func.buffer(component), func.types().get(component), nest.memory(),
        doubled ? FillAhead.extents(extents) : extents,
        doubled ? FillAhead.layout(layout) : layout);
  }

  private Stmt allocated(Stmt body) {
    Stmt result = body;
    for (int k = 0; k < func.types().size(); k++) {
      result = new Stmt.Allocate(module.buffers().get(func.buffer(k)), result);
    }
    return result;
  }
}

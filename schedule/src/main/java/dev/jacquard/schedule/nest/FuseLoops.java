package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ScheduleError;
import java.util.ArrayList;
import java.util.List;

/**
 * <pre>
 * for outer in e: for inner in f: s   ->   for fused in e * f: s
 * </pre>
 *
 * <p>The loops must be directly nested, and both or neither run over reduction indices.
 */
final class FuseLoops {

  private FuseLoops() {}

  static Nest apply(Nest nest, Directive.Fuse fuse) {
    int outer = nest.position(fuse.outer());
    int inner = nest.position(fuse.inner());
    Loop first = nest.loops().get(outer);
    Loop second = nest.loops().get(inner);
    if (inner != outer + 1) {
      throw new ScheduleError("%s is not directly inside %s. %s Reorder them first.".formatted(
          fuse.inner(), fuse.outer(), nest.describeLoops()));
    }
    if (first.reduction() != second.reduction()) {
      throw new ScheduleError(("%s runs over a reduction index and %s does "
          + "not. Fuse two loops of one kind.").formatted(
          first.reduction() ? fuse.outer() : fuse.inner(),
          first.reduction() ? fuse.inner() : fuse.outer()));
    }
    nest.requireNew(fuse.fused());
    Marks.requireUnmarked(first, "fused");
    Marks.requireUnmarked(second, "fused");
    List<Loop> loops = new ArrayList<>(nest.loops());
    loops.set(outer, new Loop(fuse.fused(), first.reduction()));
    loops.remove(inner);
    return nest.withRelation(loops, new Relation.FuseOf(fuse.outer(), fuse.inner(), fuse.fused()));
  }
}

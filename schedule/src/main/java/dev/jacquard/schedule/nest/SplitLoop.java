package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.index.Magnitude;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ScheduleError;
import java.util.ArrayList;
import java.util.List;

/**
 * <pre>
 * for loop in e: s   ->   for outer in ceil(e / factor): for inner in factor: s
 * </pre>
 */
final class SplitLoop {

  private SplitLoop() {}

  static Nest apply(Nest nest, Directive.Split split, int position) {
    int index = nest.position(split.loop());
    Loop loop = nest.loops().get(index);
    if (split.factor() < 1) {
      throw new ScheduleError(("the factor is %d; it must be at least 1. Give a larger "
          + "one.").formatted(split.factor()));
    }
    if (!Magnitude.isModest(split.factor())) {
      throw new ScheduleError(("the factor is %d; it must be at most 2^53, as indices are. Give a "
          + "smaller one.").formatted(split.factor()));
    }
    nest.requireNew(split.outer());
    nest.requireNew(split.inner());
    if (split.outer().equals(split.inner())) {
      throw new ScheduleError("both new loops are named %s. Rename one.".formatted(split.outer()));
    }
    Marks.requireUnmarked(loop, "split");
    List<Loop> loops = new ArrayList<>(nest.loops());
    loops.set(index, new Loop(split.outer(), loop.reduction()));
    loops.add(index + 1, new Loop(split.inner(), loop.reduction()));
    return nest.withRelation(loops, new Relation.SplitOf(split.loop(), split.outer(),
        split.inner(), split.factor(), split.tail(), position));
  }
}

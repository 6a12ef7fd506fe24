package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.nest.Placement;
import java.util.Map;

/**
 * The rules that make a schedule of any algorithm: where each Func is computed, then for each
 * computed at root a vector axis, a register tile, loop orders, packed copies of what it reads,
 * and what runs in parallel.
 */
public final class Sketch {

  private Sketch() {}

  /**
   * A legal schedule.
   *
   * @param algorithm best with its sizes bound: the rules look at extents
   */
  public static Schedule of(Algorithm algorithm, Target target, Chooser chooser) {
    return of(algorithm, target, chooser, Given.NOTHING);
  }

  /** The same, but for what is given. */
  public static Schedule of(Algorithm algorithm, Target target, Chooser chooser, Given given) {
    boolean gpu = target.kind() == Target.Kind.GPU;
    Fusion fusion = new Fusion(algorithm, chooser, !gpu, given);
    Schedule schedule = sited(Schedule.of(algorithm), fusion.sites());
    for (Group group : fusion.groups()) {
      schedule = group.root.asUpdate().isPresent()
          ? new UpdateSketch(group.root, target, chooser).apply(schedule)
          : gpu ? new GpuSketch(group, chooser).apply(schedule)
          : new CpuSketch(group, fusion, target, chooser).apply(schedule);
    }
    return schedule;
  }

  private static Schedule sited(Schedule schedule, Map<String, Fusion.Site> sites) {
    Schedule result = schedule;
    for (Func func : schedule.nest().algorithm().funcs()) {
      boolean output = schedule.nest().isOutput(func.name());
      boolean pure = func.reduction().isEmpty() && !func.isStaged();
      Fusion.Site site = sites.get(func.name());
      boolean root = result.nest().require(func.name()).placement() instanceof Placement.Root;
      if (!output && pure && site == Fusion.Site.ROOT && !root) {
        result = result.func(func.name()).computeRoot();
      } else if (!output && pure && site == Fusion.Site.INLINE && root) {
        result = result.func(func.name()).inline();
      }
    }
    return result;
  }
}

package dev.jacquard.schedule;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.nest.Nest;
import dev.jacquard.schedule.nest.Placement;
import java.util.List;

/**
 * What one writes first: a work-item for each element, loops in the order of the definition, each
 * reduction by itself. It is what schedules are compared with.
 */
public final class NaiveSchedule {

  private NaiveSchedule() {}

  public static Schedule of(Algorithm algorithm) {
    Schedule schedule = Schedule.of(algorithm);
    for (Func func : algorithm.funcs()) {
      List<Var> free = Nest.running(func);
      boolean root = schedule.nest().require(func.name()).placement() instanceof Placement.Root;
      if (root && !free.isEmpty()) {
        Schedule spread = schedule.func(func.name()).parallel(
            free.stream().map(Var::name).toArray(String[]::new));
        schedule = func.reduction().isEmpty() ? spread
            : spread.cacheWrite(Memory.PRIVATE, func.indices().getLast().name());
      }
    }
    return schedule;
  }
}

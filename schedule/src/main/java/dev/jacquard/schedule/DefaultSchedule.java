package dev.jacquard.schedule;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.sketch.Chooser;
import dev.jacquard.schedule.sketch.Sketch;

/** The untuned schedule: what the rules prefer for a target, with no measurement. */
public final class DefaultSchedule {

  private DefaultSchedule() {}

  /** @param algorithm best with its sizes bound: the rules look at extents */
  public static Schedule of(Algorithm algorithm, Target target) {
    return Sketch.of(algorithm, target, Chooser.PREFERRED);
  }
}

package dev.jacquard.schedule;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.sketch.Chooser;
import dev.jacquard.schedule.sketch.Given;
import dev.jacquard.schedule.sketch.Sketch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The schedule before tuning: what Funcs carry from their authors, and for the rest what the rules
 * prefer for a target, with no measurement. Any directive of it may be overridden:
 * {@link Schedule#without}, {@link Schedule#rewrite}.
 */
public final class DefaultSchedule {

  private DefaultSchedule() {}

  /** @param algorithm best with its sizes bound: rules and authors look at extents */
  public static Schedule of(Algorithm algorithm, Target target) {
    List<Part> parts = Part.of(algorithm, target);
    Set<String> members = new HashSet<>();
    Set<String> roots = new HashSet<>();
    parts.forEach(part -> {
      members.addAll(part.members());
      roots.addAll(part.roots());
    });
    Schedule schedule = Sketch.of(algorithm, target, Chooser.PREFERRED, new Given(members, roots));
    for (Part part : parts) {
      schedule = part.splicedInto(schedule);
    }
    return schedule;
  }

  /** What the rules prefer, whatever Funcs carry. */
  public static Schedule byRules(Algorithm algorithm, Target target) {
    return Sketch.of(algorithm, target, Chooser.PREFERRED);
  }
}

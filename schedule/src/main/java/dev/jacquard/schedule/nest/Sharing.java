package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.LoopKind;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * <pre>
 * for y: f;  for y: g   ->   for y: { f; g }
 * </pre>
 */
final class Sharing {

  private Sharing() {}

  static Nest apply(LoopNest all, Nest nest, Directive.ComputeWith directive, int position) {
    Details.With with = new Details.With(directive.other(), directive.loop(), position);
    require(all, nest, with);
    return nest.detailed(nest.details().with(with));
  }

  private static String loops(Nest nest) {
    return nest.loops().stream().map(loop -> "%s %s".formatted(
        loop.kind().name().toLowerCase(Locale.ROOT), loop.name()))
        .collect(Collectors.joining(" > ", nest.name() + " has ", ""));
  }

  /** Both have the loops, outermost and of one kind, and neither needs the other. */
  static void require(LoopNest all, Nest nest, Details.With with) {
    Nest other = all.require(with.other());
    int depth = other.position(with.loop());
    nest.position(with.loop());
    boolean same = nest.position(with.loop()) == depth && other != nest;
    for (int k = 0; same && k <= depth; k++) {
      same = nest.loops().get(k).kind() == other.loops().get(k).kind()
          && !nest.loops().get(k).reduction() && !other.loops().get(k).reduction();
    }
    if (!same) {
      throw new ScheduleError(("%s and %s do not have the same loops, of the same kind, down to %s:"
          + " %s, and %s. Split, reorder and mark both alike; reduction loops lie further "
          + "in.").formatted(nest.name(), other.name(), with.loop(), loops(nest), loops(other)));
    }
    if (!(nest.placement() instanceof Placement.Root)
        || !(other.placement() instanceof Placement.Root) || nest.func().isStaged()
        || other.func().isStaged()) {
      throw new ScheduleError(("%s and %s share loops only if both are computed at root, each by "
          + "one definition. Leave computeWith out.").formatted(nest.name(), other.name()));
    }
    requireSerialInside(nest, depth, with);
    requireSerialInside(other, depth, with);
    int first = Math.min(all.nests().indexOf(nest), all.nests().indexOf(other));
    int last = Math.max(all.nests().indexOf(nest), all.nests().indexOf(other));
    String early = all.nests().get(first).name();
    for (Nest between : all.nests().subList(first + 1, last + 1)) {
      if (Place.reads(between.func().definition(), early)) {
        throw new ScheduleError(("%s reads %s, which would be complete only after the loops that "
            + "%s and %s are to share. Compute %s first, without computeWith.").formatted(
                between.name(), early, nest.name(), other.name(), early));
      }
    }
  }

  /** One kernel spreads its work over groups once. */
  private static void requireSerialInside(Nest nest, int depth, Details.With with) {
    for (Loop loop : nest.loops().subList(depth + 1, nest.loops().size())) {
      if (loop.kind() == LoopKind.PARALLEL || loop.kind() == LoopKind.GROUP) {
        throw new ScheduleError(("%s of %s is spread over work-groups inside of %s, which is "
            + "shared. %s Share %s too, or leave it serial.").formatted(loop.name(), nest.name(),
                with.loop(), nest.describeLoops(), loop.name()));
      }
    }
  }
}

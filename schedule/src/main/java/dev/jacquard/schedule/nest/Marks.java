package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.Update;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.LoopKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Says how the iterations of a loop are carried out. Reduction loops may be serial or unrolled:
 * their iterations build on each other.
 */
final class Marks {

  private Marks() {}

  static Nest apply(Nest nest, Directive.Mark mark, int position) {
    int index = nest.position(mark.loop());
    Loop loop = nest.loops().get(index);
    requireUnmarked(loop, "marked " + mark.word());
    LoopKind kind = mark.kind();
    boolean apart = kind.isConcurrent() && nest.details().atomic();
    if (loop.reduction() && kind != LoopKind.SERIAL && kind != LoopKind.UNROLLED && !apart) {
      throw new ScheduleError(("%s runs over a reduction index: its iterations %s the same "
          + "element. %s Use a loop over an index of %s, %s.").formatted(loop.name(),
              nest.func().asUpdate().isPresent() ? "may change" : "add to", nest.describeLoops(),
              nest.name(), remedy(nest, mark)));
    }
    requireUnmixed(nest, mark);
    List<Loop> loops = new ArrayList<>(nest.loops());
    loops.set(index, new Loop(loop.name(), loop.reduction(), kind, position));
    return nest.withLoops(loops);
  }

  private static String remedy(Nest nest, Directive.Mark mark) {
    String unroll = "unroll(" + mark.loop() + ")";
    boolean combines = nest.func().asUpdate().flatMap(Update::combiner).isPresent();
    return mark.kind().isConcurrent() && combines
        ? unroll + ", or call atomic() first" : "or " + unroll;
  }

  private static void requireUnmixed(Nest nest, Directive.Mark mark) {
    boolean parallel = mark.kind() == LoopKind.PARALLEL;
    for (Loop other : nest.loops()) {
      boolean clash = parallel ? other.kind() == LoopKind.GROUP || other.kind() == LoopKind.ITEM
          : mark.kind().isConcurrent() && other.kind() == LoopKind.PARALLEL;
      if (clash) {
        throw new ScheduleError(("%s is marked %s already: parallel(...) means work-groups of one "
            + "item and cannot be mixed with groups(...) and items(...) in one kernel. Use groups "
            + "and items for all, or parallel for all.").formatted(other.name(), word(other)));
      }
      if (mark.kind() == LoopKind.VECTORIZED && other.kind() == LoopKind.VECTORIZED) {
        throw new ScheduleError(("%s is vectorized already; one loop of a nest can be. Try "
            + "unroll(%s).").formatted(other.name(), mark.loop()));
      }
    }
  }

  static void requireUnmarked(Loop loop, String verb) {
    if (loop.kind() != LoopKind.SERIAL) {
      throw new ScheduleError("%s is marked %s already and cannot be %s. Split first, mark last."
          .formatted(loop.name(), word(loop), verb));
    }
  }

  private static String word(Loop loop) {
    return new Directive.Mark("", loop.name(), loop.kind()).word();
  }
}

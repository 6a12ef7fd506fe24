package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import java.util.List;

/** Room for values that later iterations read again: sliding windows and circular storage. */
final class Windows {

  private Windows() {}

  static Nest store(LoopNest all, Nest nest, Directive.StoreAt directive, int position) {
    if (!(nest.placement() instanceof Placement.At at)) {
      throw new ScheduleError(("%s is not computed at a loop. Call computeAt(\"%s\", ...) first, "
          + "with a loop inside %s.").formatted(nest.name(), directive.consumer(),
              directive.loop()));
    }
    if (!at.consumer().equals(directive.consumer())) {
      throw new ScheduleError(("%s is computed at a loop of %s; the room for it is made at another "
          + "loop of %s. %s Name one of these.").formatted(nest.name(), at.consumer(),
              at.consumer(), all.require(at.consumer()).describeLoops()));
    }
    Nest stored = nest.holding(nest.held().stored(new Window(directive.loop(), position, null)));
    requireOutside(all, stored);
    return stored;
  }

  /** What later directives may have undone. */
  static void requireOutside(LoopNest all, Nest nest) {
    String loop = nest.held().window().loop();
    if (!(nest.placement() instanceof Placement.At at)) {
      throw new ScheduleError("%s is not computed at a loop any more. Leave storeAt out.".formatted(
          nest.name()));
    }
    if (nest.memory() != Memory.PRIVATE) {
      throw new ScheduleError(("%s is held in %s memory; what slides from iteration to iteration "
          + "is held in PRIVATE memory, by one work-item. Call storeIn(PRIVATE).").formatted(
              nest.name(), nest.memory()));
    }
    Nest consumer = all.require(at.consumer());
    int outer = consumer.position(loop);
    int inner = consumer.position(at.loop());
    if (outer >= inner) {
      throw new ScheduleError(("%s is not outside %s, at which %s is computed. %s Name a loop "
          + "further out.").formatted(loop, at.loop(), nest.name(), consumer.describeLoops()));
    }
    List<Loop> between = consumer.loops().subList(outer + 1, inner + 1);
    for (Loop each : between) {
      if (each.kind() != LoopKind.SERIAL) {
        throw new ScheduleError(("%s, from %s to %s, is not serial: its iterations do not come one "
            + "after the other, so the later cannot use what the earlier left. Leave it serial, or "
            + "name a loop inside it.").formatted(each.name(), loop, at.loop()));
      }
    }
  }

  static Nest fold(Nest nest, Directive.FoldStorage directive, int position) {
    if (nest.held().window() == null) {
      throw new ScheduleError(("nothing of %s outlives the iteration that computes it. Call "
          + "storeAt(...) first.").formatted(nest.name()));
    }
    if (nest.func().indices().stream().noneMatch(v -> v.name().equals(directive.index()))) {
      throw new ScheduleError(("%s has no index %s. Its indices: %s. Name one of "
          + "these.").formatted(nest.name(), directive.index(), nest.func().indices()));
    }
    if (directive.factor() < 1) {
      throw new ScheduleError(("the factor is %d; it must be at least 1. Give a larger "
          + "one.").formatted(directive.factor()));
    }
    return nest.holding(nest.held().stored(nest.held().window().folded(
        new Window.Fold(directive.index(), directive.factor(), position))));
  }
}

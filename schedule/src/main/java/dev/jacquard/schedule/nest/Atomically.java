package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Update;
import dev.jacquard.schedule.ScheduleError;

/** Lets work-items change the same element: each change is one step. */
final class Atomically {

  /** What devices compare and exchange. */
  private static final int BITS = 32;

  private Atomically() {}

  static Nest apply(Nest nest) {
    Update update = nest.func().asUpdate().orElseThrow(() -> new ScheduleError(
        ("%s is no update: its elements are set once, by one work-item. Leave atomic() out; for a "
            + "reduction try rfactor.").formatted(nest.name())));
    if (update.combiner().isEmpty()) {
      throw new ScheduleError(("%s does more than combine an element with a term that does not "
          + "read %s, so the order of its steps matters. Leave atomic() out.").formatted(
              nest.name(), update.previous().name()));
    }
    DType type = nest.func().type();
    if (type.bits() != BITS) {
      throw new ScheduleError(("%s holds %s: devices change elements of %d bits in one step. Cast "
          + "to i32, u32 or f32, or leave atomic() out.").formatted(nest.name(), type, BITS));
    }
    return nest.detailed(nest.details().with(Details.Trait.ATOMIC));
  }
}

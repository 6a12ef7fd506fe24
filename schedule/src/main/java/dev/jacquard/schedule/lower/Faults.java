package dev.jacquard.schedule.lower;

import dev.jacquard.schedule.ScheduleError;
import java.util.function.Supplier;

/** Directives that do not fit; the user is told of the first. */
final class Faults {

  private ScheduleError first;

  void add(ScheduleError error) {
    if (first == null || error.directive() < first.directive()) {
      first = error;
    }
  }

  /** Notes what a check throws. */
  void collect(Runnable check) {
    try {
      check.run();
    } catch (ScheduleError error) {
      add(error);
    }
  }

  /** What {@code made} gives, or {@code otherwise} if it throws. */
  <T> T collect(Supplier<T> made, T otherwise) {
    try {
      return made.get();
    } catch (ScheduleError error) {
      add(error);
      return otherwise;
    }
  }

  boolean isEmpty() {
    return first == null;
  }

  void require() {
    if (first != null) {
      throw first;
    }
  }
}

package dev.jacquard.schedule.lower;

import dev.jacquard.schedule.ScheduleError;

/** Directives that do not fit the sizes; the user is told of the first. */
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

  void require() {
    if (first != null) {
      throw first;
    }
  }
}

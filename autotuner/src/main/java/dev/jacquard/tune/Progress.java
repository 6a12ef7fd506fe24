package dev.jacquard.tune;

import java.time.Duration;

/** Hears how a tuning run goes on, from the thread that tunes, after every candidate. */
@FunctionalInterface
public interface Progress {

  /** Hears nothing. */
  Progress SILENT = _ -> {};

  void update(State state);

  /**
   * @param generation 0 while the schedules that the search starts from are measured
   * @param bestMicros the time of the best candidate; infinite before there is one
   */
  record State(Duration elapsed, int generation, Counts counts, double bestMicros) {}
}

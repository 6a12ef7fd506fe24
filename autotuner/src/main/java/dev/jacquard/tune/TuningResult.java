package dev.jacquard.tune;

import dev.jacquard.tune.worker.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a tuning run found.
 *
 * @param untuned the schedule that it started from; none if that has no right result
 * @param best the fastest right one that passed the last check; none if there is none
 * @param history the best time so far whenever it fell
 * @param run its number in the database; none for a replay
 */
public record TuningResult(Optional<Tuned> untuned, Optional<Tuned> best, List<Point> history,
    Counts counts, Operators operators, int generations, long seed, double seconds, End end,
    OptionalLong run) {

  /** Why a run ended. */
  public enum End { BUDGET, INTERRUPTED, CONVERGED, REPLAYED }

  /** A schedule (canonical JSON), the decisions that led to it, and its measurement. */
  public record Tuned(String schedule, String trace, Outcome outcome) {

    public double micros() {
      return outcome.minNanos() / 1e3;
    }
  }

  /**
   * A point of the history.
   *
   * @param seconds since the start of the run
   */
  public record Point(double seconds, double bestMicros) {}

  public TuningResult {
    history = List.copyOf(history);
  }
}

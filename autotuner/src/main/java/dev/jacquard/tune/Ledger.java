package dev.jacquard.tune;

import dev.jacquard.tune.TuningResult.Point;
import dev.jacquard.tune.TuningResult.Tuned;
import dev.jacquard.tune.worker.Outcome;
import dev.jacquard.tune.worker.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened so far in a run: counts, outcomes by schedule, the best times. */
final class Ledger {
  private final long start = System.nanoTime();
  private final Progress progress;
  private final Map<String, Tuned> entries = new LinkedHashMap<>();
  private final Map<Status, Integer> ends = new EnumMap<>(Status.class);
  private final List<Point> history = new ArrayList<>();
  private int generated;
  private int compiled;
  private double bestNanos = Double.POSITIVE_INFINITY;

  Ledger(Progress progress) {
    this.progress = progress;
  }

  void generated(int generation) {
    generated++;
    tell(generation);
  }

  void compiled(int generation) {
    compiled++;
    tell(generation);
  }

  /** Notes how a candidate ended. */
  void conclude(Candidate candidate, Outcome outcome, int generation) {
    entries.put(candidate.schedule(),
        new Tuned(candidate.schedule(), candidate.trace(), outcome));
    ends.merge(outcome.status(), 1, Integer::sum);
    if (outcome.fitness() < bestNanos) {
      bestNanos = outcome.fitness();
      history.add(new Point(seconds(), bestNanos / 1e3));
    }
    tell(generation);
  }

  /** Notes a second, longer measurement, or that a right result turned out wrong. */
  void correct(Tuned tuned, Outcome second) {
    Outcome both = tuned.outcome().and(second);
    entries.put(tuned.schedule(), new Tuned(tuned.schedule(), tuned.trace(), both));
    ends.merge(tuned.outcome().status(), -1, Integer::sum);
    ends.merge(both.status(), 1, Integer::sum);
    if (both.fitness() < bestNanos) {
      bestNanos = both.fitness();
      history.add(new Point(seconds(), bestNanos / 1e3));
    }
  }

  private void tell(int generation) {
    progress.update(new Progress.State(Duration.ofNanos(System.nanoTime() - start), generation,
        counts(), bestNanos / 1e3));
  }

  Counts counts() {
    return new Counts(generated, compiled, count(Status.OK), count(Status.WRONG),
        count(Status.CRASHED), count(Status.TIMED_OUT));
  }

  private int count(Status status) {
    return ends.getOrDefault(status, 0);
  }

  /** The time of the best so far, 0 if there is none. */
  long bestNanos() {
    return Double.isFinite(bestNanos) ? (long) bestNanos : 0;
  }

  /** The right result of a schedule. */
  Optional<Tuned> right(String schedule) {
    return Optional.ofNullable(entries.get(schedule)).filter(tuned -> tuned.outcome().isOk());
  }

  /** How the first candidate that failed did so. */
  Optional<Outcome> firstFailure() {
    return entries.values().stream().map(Tuned::outcome).filter(o -> !o.isOk()).findFirst();
  }

  /** The right results, the fastest first. */
  List<Tuned> ranking() {
    return entries.values().stream().filter(tuned -> Double.isFinite(tuned.outcome().fitness()))
        .sorted(Comparator.comparingDouble(tuned -> tuned.outcome().fitness())).toList();
  }

  List<Point> history() {
    return history;
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}

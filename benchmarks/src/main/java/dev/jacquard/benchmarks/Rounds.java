package dev.jacquard.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Rounds in which every contestant has one turn, so that all of them meet the same weather: what
 * else the machine does, its clock, its temperature.
 *
 * @param count how many rounds
 * @param turnMillis about how long a turn lasts
 */
record Rounds(int count, int turnMillis) {

  private static final int TRIALS = 3;
  private static final int MOST_RUNS = 500;
  /** For rounds beyond those that were asked for. */
  private static final long MOST_NANOS = 8_000_000_000L;

  /** The microseconds of each contestant, by name, round by round. */
  Map<String, Figures> run(Map<String, ? extends Contestant> contestants) {
    return run(contestants, count, _ -> true);
  }

  /**
   * The same; more rounds than {@link #count}, up to {@code most} or for some seconds, until it has
   * settled.
   */
  Map<String, Figures> run(Map<String, ? extends Contestant> contestants, int most,
      Predicate<Map<String, Figures>> settled) {
    Map<String, Integer> runs = new LinkedHashMap<>();
    contestants.forEach((name, contestant) -> runs.put(name, runs(contestant)));
    Map<String, Figures> figures = new LinkedHashMap<>();
    long end = System.nanoTime() + MOST_NANOS;
    for (int round = 0; round < count || round < most && System.nanoTime() < end
        && !settled.test(figures); round++) {
      contestants.forEach((name, contestant) -> {
        double micros = contestant.turn(runs.get(name));
        figures.merge(name, new Figures(micros), Figures::and);
      });
    }
    return figures;
  }

  /** Warms the contestant up; how many runs fit in a turn. */
  private int runs(Contestant contestant) {
    return (int) Math.clamp(turnMillis * 1e3 / contestant.best(TRIALS), 1, MOST_RUNS);
  }
}

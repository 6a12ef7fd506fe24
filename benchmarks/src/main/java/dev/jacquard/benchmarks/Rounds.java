package dev.jacquard.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rounds in which every contestant has one turn, so that all of them meet the same weather: what
 * else the machine does, its clock, its temperature.
 *
 * @param count how many rounds
 * @param turnMillis about how long a turn lasts
 */
record Rounds(int count, int turnMillis) {

  private static final int LEAST_RUNS = 3;
  private static final int MOST_RUNS = 500;

  /** The microseconds of each contestant, by name, round by round. */
  Map<String, Figures> run(Map<String, ? extends Contestant> contestants) {
    Map<String, Integer> runs = new LinkedHashMap<>();
    Map<String, double[]> times = new LinkedHashMap<>();
    contestants.forEach((name, contestant) -> {
      runs.put(name, runs(contestant));
      times.put(name, new double[count]);
    });
    for (int round = 0; round < count; round++) {
      for (String name : contestants.keySet()) {
        times.get(name)[round] = contestants.get(name).turn(runs.get(name));
      }
    }
    Map<String, Figures> figures = new LinkedHashMap<>();
    times.forEach((name, micros) -> figures.put(name, new Figures(micros)));
    return figures;
  }

  /** Warms the contestant up; how many runs fit in a turn. */
  private int runs(Contestant contestant) {
    contestant.run(2);
    return (int) Math.clamp(turnMillis * 1e3 / contestant.best(LEAST_RUNS), LEAST_RUNS, MOST_RUNS);
  }
}

package dev.jacquard.benchmarks;

import java.util.Arrays;

/** Something that can be timed again and again, turn about with others. */
public interface Contestant {

  /** Does its work {@code runs} times in a row; the microseconds of each. */
  double[] run(int runs);

  /** One turn: a run to warm caches, then the median of {@code runs} runs, in microseconds. */
  default double turn(int runs) {
    return new Figures(Arrays.copyOfRange(run(runs + 1), 1, runs + 1)).median();
  }

  /** The fastest of some runs, in microseconds. */
  default double best(int runs) {
    return Arrays.stream(run(runs)).min().orElseThrow();
  }
}

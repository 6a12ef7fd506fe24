package dev.jacquard.benchmarks;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * One figure a round, in the order of the rounds: what was measured in round i of one contestant
 * stands beside round i of another.
 *
 * @param rounds not empty
 */
record Figures(double... rounds) {

  double min() {
    return Arrays.stream(rounds).min().orElseThrow();
  }

  double median() {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The rounds of this, then those of the other. */
  Figures and(Figures later) {
    return new Figures(DoubleStream.concat(Arrays.stream(rounds), Arrays.stream(later.rounds))
        .toArray());
  }

  Figures map(DoubleUnaryOperator change) {
    return new Figures(Arrays.stream(rounds).map(change).toArray());
  }

  /** This divided by the other, round by round. */
  Figures over(Figures other) {
    double[] ratios = rounds.clone();
    Arrays.setAll(ratios, i -> rounds[i] / other.rounds[i]);
    return new Figures(ratios);
  }
}

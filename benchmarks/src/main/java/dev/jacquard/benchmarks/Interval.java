package dev.jacquard.benchmarks;

import java.util.Arrays;

/**
 * Where the median of a figure lies with a probability of at least 95 %, whatever its
 * distribution: between the order statistics that a binomial count of the values below the median
 * leaves with 2.5 % at most on each side. Of fewer than six values it is their whole range.
 */
record Interval(double low, double high) {

  private static final double TAIL = 0.025;
  private static final double WIDEST = 0.04;

  static Interval of(Figures figures) {
    double[] sorted = figures.rounds().clone();
    Arrays.sort(sorted);
    int rank = rank(sorted.length);
    return new Interval(sorted[rank], sorted[sorted.length - 1 - rank]);
  }

  /** How many of the smallest, and of the largest, of n values lie outside. */
  static int rank(int n) {
    double term = Math.pow(0.5, n);
    double below = term;
    int rank = 0;
    while (below <= TAIL) {
      term *= (double) (n - rank) / (rank + 1);
      below += term;
      rank++;
    }
    return Math.max(0, rank - 1);
  }

  /** Whether it is under 4 % of its middle wide. */
  boolean isNarrow() {
    return 2 * (high - low) / (high + low) < WIDEST;
  }

  /** Whether the median may be what was asked, or more. */
  boolean reaches(double asked) {
    return high >= asked;
  }
}

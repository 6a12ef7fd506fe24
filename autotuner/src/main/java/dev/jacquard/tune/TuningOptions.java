package dev.jacquard.tune;

import dev.jacquard.dsl.UserError;
import java.time.Duration;

/**
 * How to tune.
 *
 * @param budget the wall time of the search; the untuned schedule is measured even if it is short
 * @param seed of all random choices
 * @param population how many individuals a generation has; 0 chooses by the budget
 * @param workers how many processes build at a time; 0 means one for each processor
 * @param limit when the build or the measurement of a candidate is given up, beside the time of
 *     some untuned runs; zero chooses by the budget
 */
public record TuningOptions(Duration budget, long seed, int population, int workers,
    Duration limit) {

  public TuningOptions {
    if (budget.isNegative() || budget.isZero()) {
      throw new UserError("The tuning budget is %.3f s. Give a positive one, as in 30s."
          .formatted(budget.toNanos() / 1e9));
    }
  }

  public TuningOptions(Duration budget, long seed) {
    this(budget, seed, 0, 0, Duration.ZERO);
  }

  /** Enough generations must fit: a candidate takes a third of a second or more. */
  int populationSize() {
    return population > 0 ? population : (int) Math.clamp(budget.toMillis() / 2500, 8, 24);
  }

  int workerCount() {
    return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
  }

  /** How long one candidate is timed. */
  long sampleNanos() {
    return Math.clamp(budget.toNanos() / 300, 30_000_000L, 200_000_000L);
  }

  /** When a build is given up: one that hangs may not take the whole budget. */
  long buildLimitNanos() {
    return limit.isPositive() ? limit.toNanos()
        : Math.clamp(budget.toNanos() / 6, 4_000_000_000L, 20_000_000_000L);
  }

  /** When a measurement is given up. */
  long measureLimitNanos() {
    return limit.isPositive() ? limit.toNanos()
        : Math.clamp(budget.toNanos() / 10, 3_000_000_000L, 10_000_000_000L);
  }

  /** What is kept back for comparing the best ones once more. */
  long finaleNanos() {
    return Math.min(budget.toNanos() / 8, 3_000_000_000L);
  }
}

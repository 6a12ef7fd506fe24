package dev.jacquard.tune.worker;

import java.util.Arrays;
import java.util.Objects;

/**
 * What became of a build or a measurement.
 *
 * @param minNanos the fastest run; 0 if none was timed
 * @param medianNanos the median of all timed runs; 0 if none was timed
 * @param samples how many runs were timed
 * @param maxError the greatest absolute difference from the expected values; infinite where a
 *     number is not finite and should be, or the reverse; 0 if nothing was compared
 * @param message what went wrong; empty if nothing did
 * @param millis how long it took in all, a restart of the process included
 */
public record Outcome(Status status, long minNanos, long medianNanos, int samples, double maxError,
    String message, long millis) {

  public Outcome {
    Objects.requireNonNull(status);
    Objects.requireNonNull(message);
    if (minNanos < 0 || medianNanos < 0 || samples < 0) {
      throw new IllegalArgumentException("a time or a count is negative");
    }
  }

  /**
   * What a worker answered.
   *
   * @throws dev.jacquard.dsl.UserError if it is no outcome
   */
  public static Outcome parse(String line) {
    return Wire.read(line, Outcome.class, "outcome");
  }

  /** A failure before any run ended. */
  public static Outcome failed(Status status, String message) {
    return new Outcome(status, 0, 0, 0, 0, message, 0);
  }

  static Outcome built() {
    return failed(Status.OK, "");
  }

  static Outcome of(Comparison comparison, long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    boolean timed = sorted.length > 0;
    return new Outcome(comparison.right() ? Status.OK : Status.WRONG, timed ? sorted[0] : 0,
        timed ? sorted[sorted.length / 2] : 0, sorted.length, comparison.maxError(),
        comparison.message(), 0);
  }

  Outcome within(long wallMillis) {
    return new Outcome(status, minNanos, medianNanos, samples, maxError, message, wallMillis);
  }

  /**
   * This and a second measurement of the same: a failure if that failed, else the fastest run of
   * both, because disturbances only ever add time, and the second's median.
   */
  public Outcome and(Outcome second) {
    return second.isOk() ? new Outcome(Status.OK, Math.min(minNanos, second.minNanos),
        second.medianNanos, samples + second.samples, Math.max(maxError, second.maxError), "",
        millis + second.millis) : second;
  }

  public boolean isOk() {
    return status == Status.OK;
  }

  /** The time to minimise, in nanoseconds: the fastest run, or infinity for a failure. */
  public double fitness() {
    return isOk() && samples > 0 ? minNanos : Double.POSITIVE_INFINITY;
  }
}

package dev.jacquard.tune.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Times a program by repeating it for as long as the request says. */
final class Sampling {
  private static final int LEAST = 3;
  private static final int MOST = 2000;
  /** How many times slower than the best a candidate is given up at. */
  private static final int HOPELESS = 3;

  /** The same for a first run, which may have had to load and touch everything. */
  private static final int HOPELESS_COLD = 10;
  private static final long COLD_NANOS = 50_000_000;

  private final Request request;

  Sampling(Request request) {
    this.request = request;
  }

  /** Runs until warm; the run before, for the comparison, was the first. */
  void warmUp(LongSupplier run) {
    long end = System.nanoTime() + request.warmUpNanos();
    while (System.nanoTime() - end < 0) {
      run.getAsLong();
    }
  }

  /** The nanoseconds of each timed run; few if it is hopelessly slow. */
  long[] times(LongSupplier run) {
    long end = System.nanoTime() + request.sampleNanos();
    List<Long> nanos = new ArrayList<>();
    do {
      nanos.add(run.getAsLong());
    } while (!isHopeless(nanos) && nanos.size() < MOST
        && (nanos.size() < LEAST || System.nanoTime() - end < 0));
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  /** Whether the first run was so slow that it says enough. */
  boolean isHopeless(long firstNanos) {
    return request.bestNanos() > 0
        && firstNanos >= HOPELESS_COLD * request.bestNanos() + COLD_NANOS;
  }

  /** Two runs decide, because a single one may have been disturbed. */
  private boolean isHopeless(List<Long> nanos) {
    return nanos.size() == 2 && request.bestNanos() > 0
        && Math.min(nanos.get(0), nanos.get(1)) >= HOPELESS * request.bestNanos();
  }
}

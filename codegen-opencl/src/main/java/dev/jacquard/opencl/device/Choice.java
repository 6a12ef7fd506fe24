package dev.jacquard.opencl.device;

/**
 * Which of two ways to do the same is faster: after a first time of each, which may build things,
 * each has a few tries in turn, and then the one whose best was better stays.
 */
final class Choice {

  private static final int TRIES = 4;

  private final long[] best = {Long.MAX_VALUE, Long.MAX_VALUE};
  private int done;

  /** The way to go next, 0 or 1. */
  int next() {
    return done < 2 * TRIES ? done % 2 : best[1] < best[0] ? 1 : 0;
  }

  /** The way that {@link #next} said took so long. */
  void took(long nanos) {
    if (done < 2 * TRIES) {
      if (done > 1) {
        best[done % 2] = Math.min(best[done % 2], nanos);
      }
      done++;
    }
  }
}

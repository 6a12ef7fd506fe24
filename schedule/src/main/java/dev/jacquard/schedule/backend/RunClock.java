package dev.jacquard.schedule.backend;

import java.util.ArrayList;
import java.util.List;

/** Adds up the times of one run, which begins when this is made. */
public final class RunClock {

  private final List<Timing.KernelTime> kernels = new ArrayList<>();
  private final long start = System.nanoTime();
  private long nanos;
  private long transfers;

  void stop() {
    nanos = System.nanoTime() - start;
  }

  /** One kernel ran for {@code duration} nanoseconds. */
  public void kernel(String name, long duration) {
    kernels.add(new Timing.KernelTime(name, duration));
  }

  /** {@code duration} nanoseconds went into copying arguments or results. */
  public void transfer(long duration) {
    transfers += duration;
  }

  Timing timing(long copies) {
    return new Timing(Math.max(0, nanos - transfers), transfers + copies, kernels);
  }
}

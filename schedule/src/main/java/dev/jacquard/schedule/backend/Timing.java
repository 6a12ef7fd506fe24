package dev.jacquard.schedule.backend;

import java.util.List;

/**
 * How long one run took. A first run also has what the driver puts off until then: PoCL finishes
 * compiling each kernel at its first launch.
 *
 * @param nanos from the call to completion, without transfers
 * @param transferNanos copying arguments to and from the device, 0 where they are shared
 * @param kernels the device's own times, in launch order; empty where it keeps none
 */
public record Timing(long nanos, long transferNanos, List<KernelTime> kernels) {

  /** One launch. */
  public record KernelTime(String kernel, long nanos) {}
}

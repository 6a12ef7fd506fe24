package dev.jacquard.opencl.device;

import dev.jacquard.schedule.backend.Timing.KernelTime;
import java.util.List;

/** A run whose arguments are bound: what is left to do and to wait for. It keeps its tensors. */
interface Flight {

  /** Returns when the kernels have run. To be called once. */
  void awaitComputed();

  /** Waits until all results are in their tensors; the time it took. To be called once. */
  long awaitDelivered();

  /** The device's times, if it was to keep them, once all has ended. To be called once. */
  List<KernelTime> times();
}

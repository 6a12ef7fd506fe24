package dev.jacquard.opencl.device;

import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.backend.Timing.KernelTime;
import java.lang.ref.Reference;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;

/** A run that was enqueued: what is left to wait for, and to copy back. */
final class Flight {

  private final List<Binding> bindings;
  private final List<Binding> results;
  private final List<HostRunner.Timed> launches;
  private final long begin;
  private final long inward;
  private final cl_event computed;
  private final cl_event delivered;

  /**
   * Enqueues the reading of results behind all that is enqueued.
   *
   * @param begin when the run was called, on {@code System.nanoTime}'s scale
   * @param inward the part of the time since then that went into copying inputs
   */
  Flight(cl_command_queue queue, List<Binding> bindings, List<HostRunner.Timed> launches,
      long begin, long inward) {
    this.bindings = bindings;
    this.results = bindings.stream().filter(Binding::comesBack).toList();
    this.launches = launches;
    this.begin = begin;
    this.inward = inward;
    this.computed = marker(queue);
    results.forEach(result -> result.read(queue));
    this.delivered = results.isEmpty() ? null : marker(queue);
  }

  @SuppressWarnings("deprecation")
  private static cl_event marker(cl_command_queue queue) {
    cl_event event = new cl_event();
    CL.clEnqueueMarker(queue, event);
    return event;
  }

  /** Waits until the outputs are readable. To be called once. */
  Timing land() {
    await(computed);
    long end = System.nanoTime();
    long outward = 0;
    if (delivered != null) {
      await(delivered);
      results.forEach(Binding::deliver);
      outward = System.nanoTime() - end;
    }
    Timing timing = new Timing(end - begin - inward, inward + outward,
        launches.stream().map(Flight::time).toList());
    Reference.reachabilityFence(bindings);
    return timing;
  }

  private static void await(cl_event event) {
    try {
      CL.clWaitForEvents(1, new cl_event[] {event});
    } finally {
      CL.clReleaseEvent(event);
    }
  }

  private static KernelTime time(HostRunner.Timed launch) {
    long nanos = stamp(launch.event(), CL.CL_PROFILING_COMMAND_END)
        - stamp(launch.event(), CL.CL_PROFILING_COMMAND_START);
    CL.clReleaseEvent(launch.event());
    return new KernelTime(launch.kernel(), nanos);
  }

  private static long stamp(cl_event event, int property) {
    long[] value = new long[1];
    CL.clGetEventProfilingInfo(event, property, Long.BYTES, Pointer.to(value), null);
    return value[0];
  }
}

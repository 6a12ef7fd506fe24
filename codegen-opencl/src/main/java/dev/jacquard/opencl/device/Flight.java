package dev.jacquard.opencl.device;

import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.backend.Timing.KernelTime;
import java.lang.ref.Reference;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;

/** A run that was enqueued: what is left to wait for. It keeps its tensors alive. */
final class Flight {

  private final List<Binding> bindings;
  private final List<Recording.Timed> launches;
  private final cl_event computed;
  private final cl_event delivered;

  /** Enqueues the reading of results behind all that is enqueued. */
  Flight(cl_command_queue queue, List<Binding> bindings, List<Recording.Timed> launches) {
    this.bindings = bindings;
    this.launches = launches;
    this.computed = marker(queue);
    bindings.forEach(binding -> binding.read(queue));
    this.delivered = bindings.stream().anyMatch(Binding::isRead) ? marker(queue) : null;
  }

  @SuppressWarnings("deprecation")
  private static cl_event marker(cl_command_queue queue) {
    cl_event event = new cl_event();
    CL.clEnqueueMarker(queue, event);
    return event;
  }

  /** Waits for the kernels. To be called once. */
  void awaitComputed() {
    await(computed);
  }

  /** Waits until all results are in their tensors; the time it took. To be called once. */
  long awaitDelivered() {
    long begin = System.nanoTime();
    if (delivered != null) {
      await(delivered);
    }
    Reference.reachabilityFence(bindings);
    return delivered == null ? 0 : System.nanoTime() - begin;
  }

  private static void await(cl_event event) {
    try {
      CL.clWaitForEvents(1, new cl_event[] {event});
    } finally {
      CL.clReleaseEvent(event);
    }
  }

  /** The device's times, once all has ended. To be called once. */
  List<KernelTime> times() {
    return launches.stream().map(Flight::time).toList();
  }

  private static KernelTime time(Recording.Timed launch) {
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

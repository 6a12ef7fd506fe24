package dev.jacquard.opencl.device;

import dev.jacquard.schedule.backend.Timing.KernelTime;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;

/** A run that was enqueued on the device's queue. */
final class QueueFlight implements Flight {

  private final List<Binding> bindings;
  private final List<Recording.Timed> launches;
  private final cl_event computed;
  private final cl_event delivered;

  /**
   * Enqueues the launches of {@code work} and the reading of results. A marker is a command of its
   * own to wake the device's threads for; where nothing comes between, the last launch's event is
   * as good.
   *
   * @param timed whether {@link #times} will know
   * @param coherent whether the host sees results once the last launch has ended
   */
  QueueFlight(Recording work, cl_command_queue queue, List<Binding> bindings, boolean timed,
      boolean coherent) {
    this.bindings = bindings;
    bindings.forEach(binding -> binding.toDevice(queue));
    Optional<cl_event> last = Optional.empty();
    if (timed) {
      this.launches = work.enqueueTimed(queue);
    } else {
      this.launches = List.of();
      last = work.enqueueMarked(queue, coherent);
    }
    bindings.forEach(binding -> binding.toHost(queue));
    this.computed = last.orElseGet(() -> marker(queue));
    bindings.forEach(binding -> binding.read(queue));
    this.delivered = bindings.stream().anyMatch(Binding::isRead) ? marker(queue) : null;
  }

  @SuppressWarnings("deprecation")
  private static cl_event marker(cl_command_queue queue) {
    cl_event event = new cl_event();
    CL.clEnqueueMarker(queue, event);
    return event;
  }

  @Override
  public void awaitComputed() {
    await(computed);
  }

  @Override
  public long awaitDelivered() {
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

  @Override
  public List<KernelTime> times() {
    return launches.stream().map(QueueFlight::time).toList();
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

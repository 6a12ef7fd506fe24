package dev.jacquard.opencl.device;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;

/**
 * The context and the in-order queues of a device, shared by its executables and alive as long as
 * the process.
 */
final class Session {

  private static final Map<String, Session> OPEN = new ConcurrentHashMap<>();

  private final Found found;
  private final cl_context context;
  private final cl_command_queue queue;
  private final boolean timed;
  private cl_command_queue timedQueue;

  Session(Found found) {
    this.found = found;
    cl_context_properties properties = new cl_context_properties();
    properties.addProperty(CL.CL_CONTEXT_PLATFORM, found.platform());
    this.context = CL.clCreateContext(properties, 1, new cl_device_id[] {found.id()}, null, null,
        null);
    this.timed = !found.limits().shared();
    this.queue = newQueue(timed);
    this.timedQueue = timed ? queue : null;
  }

  static Session of(Found found) {
    return OPEN.computeIfAbsent(found.device().id(), _ -> new Session(found));
  }

  Found found() {
    return found;
  }

  Limits limits() {
    return found.limits();
  }

  cl_context context() {
    return context;
  }

  cl_command_queue queue() {
    return queue;
  }

  /** Whether {@link #queue} keeps the device's own times: where launches do not share its clock. */
  boolean timed() {
    return timed;
  }

  /** A queue that keeps times. On a device where that costs, another than {@link #queue}. */
  synchronized cl_command_queue timedQueue() {
    if (timedQueue == null) {
      timedQueue = newQueue(true);
    }
    return timedQueue;
  }

  @SuppressWarnings("deprecation")
  private cl_command_queue newQueue(boolean keepsTimes) {
    return CL.clCreateCommandQueue(context, found.id(),
        keepsTimes ? CL.CL_QUEUE_PROFILING_ENABLE : 0, null);
  }
}

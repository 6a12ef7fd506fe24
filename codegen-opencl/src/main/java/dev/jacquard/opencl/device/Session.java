package dev.jacquard.opencl.device;

import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;

/**
 * The context and the in-order queues of a device, shared by its executables and alive as long as
 * the process. Where the device has serial ones beside it, programs that these can run have a
 * context over them and a team of threads to launch on, instead.
 */
final class Session {

  /** Private arrays lie on the stack of the thread that runs a kernel, here one of the user's. */
  private static final long STACK_BYTES = 64 << 10;
  /** Parallel loops have as many; a {@link Cut} needs the third. */
  private static final int AXES = 2;

  private static final Map<String, Session> OPEN = new ConcurrentHashMap<>();
  private static final AtomicInteger IN_FLIGHT = new AtomicInteger();
  private static final AtomicInteger TEAMED_IN_FLIGHT = new AtomicInteger();

  private final Found found;
  private final cl_device_id[] devices;
  private final cl_context context;
  private final cl_command_queue[] queues;
  private final Team team;
  private final boolean timed;
  private cl_command_queue timedQueue;

  /** @param teamed whether it launches on the serial devices, if there are some */
  Session(Found found, boolean teamed) {
    this.found = found;
    this.team = teamed && isTeamable(found) ? new Team(found.serial().size()) : null;
    this.devices = team == null ? new cl_device_id[] {found.id()}
        : found.serial().toArray(cl_device_id[]::new);
    cl_context_properties properties = new cl_context_properties();
    properties.addProperty(CL.CL_CONTEXT_PLATFORM, found.platform());
    this.context = CL.clCreateContext(properties, devices.length, devices, null, null, null);
    this.timed = !found.limits().shared();
    this.queues = Stream.of(devices).map(device -> newQueue(device, timed))
        .toArray(cl_command_queue[]::new);
    this.timedQueue = timed ? queues[0] : null;
  }

  /** The one for executables of artifacts that are built together. */
  static Session of(Found found, List<Artifact> together) {
    boolean teamed = isTeamable(found) && together.stream().allMatch(
        artifact -> artifact.program().kernels().stream().allMatch(Session::suitsTeam));
    return OPEN.computeIfAbsent(found.device().id() + (teamed ? ", team" : ""),
        _ -> new Session(found, teamed));
  }

  private static boolean isTeamable(Found found) {
    return !found.serial().isEmpty() && found.limits().shared() && found.limits().coherent();
  }

  private static boolean suitsTeam(Kernel kernel) {
    return kernel.items().isEmpty() && kernel.groups().size() <= AXES && !prints(kernel.body())
        && CheckLimits.declared(kernel.body(), Memory.PRIVATE) <= STACK_BYTES;
  }

  /** Parts of a launch would print in any order. */
  private static boolean prints(Stmt stmt) {
    return stmt instanceof Stmt.Print || stmt.children().stream().anyMatch(Session::prints);
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

  /** What programs are built for. */
  cl_device_id[] devices() {
    return devices;
  }

  /** What launches are shared by; null where the device's own threads do that. */
  Team team() {
    return team;
  }

  /** A run was submitted. */
  void takeOff() {
    IN_FLIGHT.incrementAndGet();
    if (team != null) {
      TEAMED_IN_FLIGHT.incrementAndGet();
    }
  }

  /** A run that was submitted has ended. */
  void landed() {
    IN_FLIGHT.decrementAndGet();
    if (team != null) {
      TEAMED_IN_FLIGHT.decrementAndGet();
    }
  }

  /**
   * Whether runs are in flight that one which begins now might overtake: any, for a team, which
   * runs at once; those of teams, for a queue.
   */
  boolean overtakes() {
    return (team == null ? TEAMED_IN_FLIGHT : IN_FLIGHT).get() > 0;
  }

  cl_command_queue queue() {
    return queues[0];
  }

  /** The queue of a member of the team. */
  cl_command_queue queue(int member) {
    return queues[member];
  }

  /** Whether {@link #queue} keeps the device's own times: where launches do not share its clock. */
  boolean timed() {
    return timed;
  }

  /** A queue that keeps times. On a device where that costs, another than {@link #queue}. */
  synchronized cl_command_queue timedQueue() {
    if (timedQueue == null) {
      timedQueue = newQueue(devices[0], true);
    }
    return timedQueue;
  }

  @SuppressWarnings("deprecation")
  private cl_command_queue newQueue(cl_device_id device, boolean keepsTimes) {
    return CL.clCreateCommandQueue(context, device,
        keepsTimes ? CL.CL_QUEUE_PROFILING_ENABLE : 0, null);
  }
}

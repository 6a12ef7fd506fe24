package dev.jacquard.opencl.device;

import dev.jacquard.schedule.backend.Launch;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/** One launch of a {@link Recording}. */
final class Step {

  private final KernelCall call;
  private final int[] slots;
  private final long[] sizes;
  private final long[] global;
  private final long[] local;
  /** By the bits of the number of pieces that each member has. */
  private final SerialLaunch[] launches = new SerialLaunch[Integer.SIZE + 1];
  private SerialLaunch launch;

  /** @param slots of its buffers, in the order of its arguments */
  Step(KernelCall call, int[] slots, Launch launch) {
    this.call = call;
    this.slots = slots;
    this.sizes = launch.sizes();
    int axes = Math.max(1, Math.max(launch.groups().length, launch.items().length));
    this.global = new long[axes];
    this.local = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      local[axis] = axis < launch.items().length ? launch.items()[axis] : 1;
      global[axis] = local[axis] * (axis < launch.groups().length ? launch.groups()[axis] : 1);
    }
  }

  String kernel() {
    return call.name();
  }

  /** Enqueues it; {@code event} is made to stand for it unless it is null. */
  cl_event enqueue(cl_mem[] memory, cl_command_queue queue, cl_event event) {
    set(memory);
    call.enqueue(global, local, queue, event);
    return event;
  }

  private void set(cl_mem[] memory) {
    call.set(slots, memory);
    call.set(sizes);
  }

  /**
   * Makes it ready for a team.
   *
   * @param each the pieces for each member, a power of two, or 0 for one piece in all
   */
  Cut cut(cl_mem[] memory, int members, int each) {
    set(memory);
    int level = Integer.SIZE - Integer.numberOfLeadingZeros(each);
    if (launches[level] == null) {
      launches[level] = new SerialLaunch(Cut.of(global, Math.max(1, each * members)));
    }
    launch = launches[level];
    return launch.cut();
  }

  void piece(int member, int piece, cl_command_queue queue) {
    launch.run(piece, call.address(member), queue.getNativePointer());
  }
}

package dev.jacquard.opencl.device;

import dev.jacquard.schedule.backend.Launch;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/** One launch of a {@link Recording}. */
final class Step implements Team.Work {

  private static final long[] ONE_ITEM = {1, 1, 1};

  private final KernelCall call;
  private final int[] slots;
  private final long[] sizes;
  private final long[] global;
  private final long[] local;
  /** By the binary logarithm of the pieces that each member has. */
  private final Cut[] cuts = new Cut[Integer.SIZE];
  private Cut cut;
  private Session session;
  private long nanos;
  private boolean ran;

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
    call.set(slots, memory);
    call.set(sizes);
    call.enqueue(global, local, queue, event);
    return event;
  }

  /**
   * Runs it on the session's team, in as many pieces as it has lately been worth. The first time
   * PoCL may compile it, which tells nothing.
   *
   * @return how long it took, in nanoseconds
   */
  long run(cl_mem[] memory, Session on) {
    call.set(slots, memory);
    call.set(sizes);
    session = on;
    Team team = on.team();
    int each = Cut.perMember(nanos);
    int level = Integer.numberOfTrailingZeros(each);
    if (cuts[level] == null) {
      cuts[level] = Cut.of(global, each * team.members());
    }
    cut = cuts[level];
    long begin = System.nanoTime();
    team.share(cut.count(), this);
    long took = System.nanoTime() - begin;
    nanos = ran ? took : 0;
    ran = true;
    return took;
  }

  @Override
  public void piece(int member, int piece) {
    call.run(member, cut.offsets()[piece], cut.extents()[piece], ONE_ITEM, session.queue(member));
  }
}

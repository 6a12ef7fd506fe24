package dev.jacquard.opencl.device;

import dev.jacquard.schedule.backend.Timing.KernelTime;
import java.lang.ref.Reference;
import java.util.List;
import org.jocl.CL;

/** A run that takes place when it is waited for, on the thread that waits and its team. */
final class TeamFlight implements Flight {

  private final Recording work;
  private final Session session;
  private final List<Binding> bindings;
  private final boolean timed;
  private List<KernelTime> times = List.of();

  /** @param work no other run changes the buffers that it uses before this one has landed */
  TeamFlight(Recording work, Session session, List<Binding> bindings, boolean timed) {
    this.work = work;
    this.session = session;
    this.bindings = bindings;
    this.timed = timed;
  }

  @Override
  public void awaitComputed() {
    if (timed) {
      times = work.runTimed(session);
    } else {
      work.run(session);
    }
  }

  @Override
  public long awaitDelivered() {
    long begin = System.nanoTime();
    boolean any = bindings.stream().anyMatch(Binding::isRead);
    if (any) {
      bindings.forEach(binding -> binding.read(session.queue()));
      CL.clFinish(session.queue());
    }
    Reference.reachabilityFence(bindings);
    return any ? System.nanoTime() - begin : 0;
  }

  @Override
  public List<KernelTime> times() {
    return times;
  }
}

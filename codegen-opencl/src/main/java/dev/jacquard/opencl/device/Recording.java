package dev.jacquard.opencl.device;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.schedule.backend.Launch;
import dev.jacquard.schedule.backend.Plan;
import dev.jacquard.schedule.backend.Timing.KernelTime;
import dev.jacquard.schedule.ir.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/**
 * The launches of a plan, ready to be enqueued, or run by a team, again and again. Each buffer has
 * a slot; what lies in it may be replaced between runs. A launch makes no objects and sets only
 * those arguments of a kernel that changed since its last launch.
 */
final class Recording {

  /** A launch that is under way, and the event that has its times. */
  record Timed(String kernel, cl_event event) {}

  private final Plan plan;
  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final cl_mem[] memory;
  private final Step[] steps;

  Recording(Plan plan, Map<String, KernelCall> kernels) {
    this.plan = plan;
    plan.uses().forEach(name -> slots.put(name, slots.size()));
    this.memory = new cl_mem[slots.size()];
    this.steps = plan.launches().stream().map(launch -> step(launch, kernels))
        .toArray(Step[]::new);
  }

  private Step step(Launch launch, Map<String, KernelCall> kernels) {
    return new Step(kernels.get(launch.kernel().name()), launch.kernel().buffers().stream()
        .map(Buffer::name).mapToInt(slots::get).toArray(), launch);
  }

  Plan plan() {
    return plan;
  }

  /** Whether some launch works on the buffer of this name. */
  boolean uses(String name) {
    return slots.containsKey(name);
  }

  /** From now on the launches work on {@code buffer} under this name; ignored if none does. */
  void set(String name, cl_mem buffer) {
    Integer slot = slots.get(name);
    if (slot != null) {
      memory[slot] = buffer;
    }
  }

  /** @throws CompilerBug if some buffer was not set */
  void requireComplete() {
    slots.forEach((name, slot) -> {
      if (memory[slot] == null) {
        throw new CompilerBug("The kernels use the buffer %s, which does not exist; they use %s."
            .formatted(name, slots.keySet()));
      }
    });
  }

  /** Enqueues all launches, without waiting. */
  void enqueue(cl_command_queue queue) {
    for (Step step : steps) {
      step.enqueue(memory, queue, null);
    }
  }

  /** The same; what will tell how long each took. */
  List<Timed> enqueueTimed(cl_command_queue queue) {
    List<Timed> launches = new ArrayList<>();
    for (Step step : steps) {
      launches.add(new Timed(step.kernel(), step.enqueue(memory, queue, new cl_event())));
    }
    return launches;
  }

  /** The same; the end of the last, if there is one and it is {@code wanted}. */
  Optional<cl_event> enqueueMarked(cl_command_queue queue, boolean wanted) {
    cl_event last = null;
    for (int i = 0; i < steps.length; i++) {
      last = steps[i].enqueue(memory, queue, wanted && i + 1 == steps.length ? new cl_event()
          : null);
    }
    return Optional.ofNullable(last);
  }

  /** Runs all launches on the session's team. */
  void run(Session session) {
    synchronized (session.team()) {
      for (Step step : steps) {
        step.run(memory, session);
      }
    }
  }

  /** The same; how long each took. */
  List<KernelTime> runTimed(Session session) {
    List<KernelTime> times = new ArrayList<>();
    synchronized (session.team()) {
      for (Step step : steps) {
        times.add(new KernelTime(step.kernel(), step.run(memory, session)));
      }
    }
    return times;
  }
}

package dev.jacquard.opencl.device;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.schedule.backend.Launch;
import dev.jacquard.schedule.backend.Plan;
import dev.jacquard.schedule.backend.Timing.KernelTime;
import dev.jacquard.schedule.ir.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final Wave[] apart;
  private final Wave[] together;
  private final Choice choice = new Choice();

  Recording(Plan plan, Map<String, KernelCall> kernels) {
    this.plan = plan;
    plan.uses().forEach(name -> slots.put(name, slots.size()));
    this.memory = new cl_mem[slots.size()];
    this.steps = plan.launches().stream().map(launch -> step(launch, kernels))
        .toArray(Step[]::new);
    this.together = plan.waves().numbers().stream().map(numbers -> new Wave(numbers.stream()
        .map(number -> steps[number]).toList())).toArray(Wave[]::new);
    this.apart = Arrays.stream(steps).map(step -> new Wave(List.of(step))).toArray(Wave[]::new);
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

  /**
   * Runs all launches on the session's team; those that may at the same time, if that turns out to
   * be faster: together they fill the processors, one after the other they find more in caches.
   * Teams take turns: parts of a device share its serial ones.
   */
  void run(Session session) {
    synchronized (Team.class) {
      boolean gathered = together.length < apart.length && choice.next() == 0;
      long nanos = 0;
      for (Wave wave : gathered ? together : apart) {
        nanos += wave.run(memory, session);
      }
      choice.took(nanos);
    }
  }

  /** Runs them one after the other; how long each took. */
  List<KernelTime> runTimed(Session session) {
    List<KernelTime> times = new ArrayList<>();
    synchronized (Team.class) {
      for (Wave wave : apart) {
        times.add(new KernelTime(wave.kernels(), wave.run(memory, session)));
      }
    }
    return times;
  }
}

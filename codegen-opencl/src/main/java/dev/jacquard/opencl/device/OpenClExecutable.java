package dev.jacquard.opencl.device;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Arguments;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Plan;
import dev.jacquard.schedule.backend.Preparation;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;
import org.jocl.cl_program;

/**
 * A program built for an OpenCL device.
 *
 * <p>A CPU device works on the memory of dense, aligned tensors in place; all others are copied,
 * which {@link Timing#transferNanos} tells. A tensor must stay as it is until the run ends.
 * Executables of one device share its queue, or its team, on which a run takes place in the thread
 * that waits for it: their runs follow one another. Waiting for a device cannot be interrupted. The
 * first run after constants were set prepares them, untimed. A run on the tensors of the run before
 * goes straight to the launches; the first one at new sizes plans them.
 */
public final class OpenClExecutable implements Executable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final Program program;
  private final Session session;
  private final DeviceMemory memory;
  private final Map<String, KernelCall> kernels;
  private final Preparation<cl_mem> preparation;
  private final Cleaner.Cleanable cleanable;
  private final AtomicInteger submitted = new AtomicInteger();
  private Recording recording;
  private List<Binding> bound = List.of();
  private boolean inPlace;
  private volatile boolean closed;

  OpenClExecutable(Artifact artifact, Session session, cl_program built) {
    this.program = artifact.program();
    this.session = session;
    Resources resources = new Resources(session, program, built);
    this.memory = resources.memory();
    this.kernels = resources.kernels();
    this.preparation = new Preparation<>(program);
    this.cleanable = CLEANER.register(this, resources);
  }

  @Override
  public Program program() {
    return program;
  }

  @Override
  public Device device() {
    return session.found().device();
  }

  @Override
  public void prepare(Map<String, Tensor> constants) {
    settle();
    synchronized (this) {
      open(() -> {
        preparation.set(constants, this::prepared);
        return null;
      });
    }
  }

  @Override
  public Timing run(Map<String, Tensor> arguments) {
    while (true) {
      settle();
      synchronized (this) {
        if (submitted.get() == 0) {
          return open(() -> inPlace && preparation.isRepeated(arguments) ? repeat(arguments)
              : start(arguments, session.queue(), session.timed()).get());
        }
        if (session.team() == null) {
          return submitted(arguments).join();
        }
      }
    }
  }

  /** Before the lock is taken, which what ends a run may ask for. */
  private void settle() {
    if (session.overtakes()) {
      Landings.settle();
    }
  }

  /**
   * A run with the device's own time of each kernel, also on devices where the common queue does
   * not keep them. Its total is a little longer than that of {@link #run(Map)}.
   */
  public Timing profile(Map<String, Tensor> arguments) {
    settle();
    synchronized (this) {
      return open(() -> {
        CL.clFinish(session.queue());
        return start(arguments, session.timedQueue(), true).get();
      });
    }
  }

  @Override
  public CompletableFuture<Timing> submit(Map<String, Tensor> arguments) {
    while (true) {
      synchronized (this) {
        if (!session.overtakes() || session.team() != null && inPlace
            && preparation.isRepeated(arguments)) {
          return submitted(arguments);
        }
      }
      Landings.settle();
    }
  }

  /** A team's run has not begun yet, and relies on all buffers as they are. */
  private CompletableFuture<Timing> submitted(Map<String, Tensor> arguments) {
    Supplier<Timing> landing = open(() -> {
      Supplier<Timing> started = inPlace && preparation.isRepeated(arguments) ? again(arguments)
          : start(arguments, session.queue(), session.timed());
      CL.clFlush(session.queue());
      return started;
    });
    CompletableFuture<Timing> future = new CompletableFuture<>();
    submitted.incrementAndGet();
    session.takeOff();
    Landings.add(() -> {
      try {
        Timing timing = translated(landing);
        landed();
        future.complete(timing);
      } catch (RuntimeException | Error e) {
        landed();
        future.completeExceptionally(e);
      }
    });
    return future;
  }

  private void landed() {
    submitted.decrementAndGet();
    session.landed();
  }

  /** A run on the tensors of the run before, in place: nothing is checked, bound or made. */
  private Timing repeat(Map<String, Tensor> arguments) {
    long called = System.nanoTime();
    launch(recording, bound);
    Reference.reachabilityFence(arguments);
    return new Timing(System.nanoTime() - called, 0, List.of());
  }

  /** As {@link #repeat}, to be waited for by the supplier. */
  private Supplier<Timing> again(Map<String, Tensor> arguments) {
    long called = System.nanoTime();
    Flight flight = flight(session.queue(), bound, false);
    return () -> {
      flight.awaitComputed();
      Reference.reachabilityFence(arguments);
      return new Timing(System.nanoTime() - called, 0, List.of());
    };
  }

  /** Enqueues a run; the supplier, to be asked once, waits for its end. */
  private Supplier<Timing> start(Map<String, Tensor> tensors, cl_command_queue queue,
      boolean timed) {
    long called = System.nanoTime();
    inPlace = false;
    Arguments arguments = preparation.bind(tensors);
    long checked = System.nanoTime();
    Map<String, cl_mem> results = preparation.results(arguments, this::prepared);
    long preparing = System.nanoTime() - checked;
    plan(arguments.sizes());
    results.forEach(recording::set);
    List<Binding> bindings = bind(arguments, recording, queue);
    long inward = arguments.copyNanos() + bindings.stream().mapToLong(Binding::copyNanos).sum();
    recording.requireComplete();
    Flight flight = flight(queue, bindings, timed);
    bound = bindings.stream().filter(Binding::isShared).map(Binding::withoutTensor).toList();
    inPlace = bound.size() == bindings.size();
    return () -> land(flight, arguments, called + preparing + inward, inward);
  }

  private Flight flight(cl_command_queue queue, List<Binding> bindings, boolean timed) {
    return session.team() != null ? new TeamFlight(recording, session, bindings, timed)
        : new QueueFlight(recording, queue, bindings, timed, session.limits().coherent());
  }

  private void launch(Recording work, List<Binding> bindings) {
    if (session.team() != null) {
      work.run(session);
      return;
    }
    cl_command_queue queue = session.queue();
    toDevice(bindings, queue);
    work.enqueue(queue);
    toHost(bindings, queue);
    CL.clFinish(queue);
  }

  private void plan(Map<String, Long> sizes) {
    if (recording == null || !recording.plan().sizes().equals(sizes)) {
      Plan plan = Plan.of(program, program.run(), sizes, session.limits().alignment());
      recording = null;
      Recording made = new Recording(plan, kernels);
      memory.temporaries(plan).forEach(made::set);
      recording = made;
    }
  }

  /**
   * Waits for the end of a run.
   *
   * @param begin when it would have been called, had it begun without copies and preparation
   * @param inward what copying inputs took
   */
  private Timing land(Flight flight, Arguments arguments, long begin, long inward) {
    flight.awaitComputed();
    long end = System.nanoTime();
    long outward = flight.awaitDelivered() - arguments.copyNanos();
    arguments.deliver(program);
    outward += arguments.copyNanos();
    return new Timing(end - begin, inward + outward, flight.times());
  }

  private Map<String, cl_mem> prepared(Arguments arguments) {
    cl_command_queue queue = session.queue();
    Plan plan = Plan.of(program, program.prepare(), arguments.sizes(), 1);
    Recording work = new Recording(plan, kernels);
    Map<String, cl_mem> made = new HashMap<>();
    plan.temporaries().forEach((name, t) -> made.put(name, memory.own(name, t.bytes())));
    made.forEach(work::set);
    List<Binding> bindings = bind(arguments, work, queue);
    work.requireComplete();
    launch(work, bindings);
    bindings.forEach(binding -> memory.release(binding.name()));
    return made;
  }

  /** Brings the arguments that the launches of {@code work} use to the device. */
  private List<Binding> bind(Arguments arguments, Recording work, cl_command_queue queue) {
    List<Binding> bindings = new ArrayList<>();
    bind(program.inputs(), false, arguments, work, bindings, queue);
    bind(program.outputs(), true, arguments, work, bindings, queue);
    return bindings;
  }

  private void bind(List<Buffer> parameters, boolean output, Arguments arguments,
      Recording work, List<Binding> bindings, cl_command_queue queue) {
    for (Buffer parameter : parameters) {
      Tensor tensor = arguments.tensors().get(parameter.name());
      if (tensor != null && work.uses(parameter.name())) {
        Binding binding = Binding.of(parameter.name(), tensor, output, memory, queue);
        work.set(binding.name(), binding.memory());
        bindings.add(binding);
      }
    }
  }

  private static void toDevice(List<Binding> bindings, cl_command_queue queue) {
    for (int i = 0; i < bindings.size(); i++) {
      bindings.get(i).toDevice(queue);
    }
  }

  private static void toHost(List<Binding> bindings, cl_command_queue queue) {
    for (int i = 0; i < bindings.size(); i++) {
      bindings.get(i).toHost(queue);
    }
  }

  /** The memory that it works on besides its arguments. */
  DeviceMemory memory() {
    return memory;
  }

  private <T> T open(Supplier<T> action) {
    if (closed) {
      throw UserError.here(program.name() + " is closed; it can no longer run. Compile it again.");
    }
    return translated(action);
  }

  private <T> T translated(Supplier<T> action) {
    try {
      return action.get();
    } catch (CLException e) {
      throw Failure.of(e, program.name(), device());
    }
  }

  /** Waits for what was submitted, and releases the device's memory. Harmless when repeated. */
  @Override
  public void close() {
    if (submitted.get() > 0) {
      Landings.settle();
    }
    synchronized (this) {
      if (!closed) {
        closed = true;
        cleanable.clean();
      }
    }
  }
}

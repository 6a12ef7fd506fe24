package dev.jacquard.opencl.device;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.ir.Program;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * Executables of one device share its queue: their runs follow one another. Waiting for a device
 * cannot be interrupted.
 */
public final class OpenClExecutable implements Executable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final Program program;
  private final Session session;
  private final DeviceMemory memory;
  private final HostRunner runner;
  private final Constants constants;
  private final Cleaner.Cleanable cleanable;
  private final AtomicInteger submitted = new AtomicInteger();
  private volatile boolean closed;

  OpenClExecutable(Artifact artifact, Session session, cl_program built) {
    this.program = artifact.program();
    this.session = session;
    Resources resources = new Resources(session, program, built);
    this.memory = resources.memory();
    this.runner = new HostRunner(program.name(), resources.kernels(), memory);
    this.constants = new Constants(program, session, memory, runner);
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
  public void prepare(Map<String, Tensor> tensors) {
    guarded(() -> {
      constants.set(tensors);
      return null;
    });
  }

  @Override
  public Timing run(Map<String, Tensor> arguments) {
    if (submitted.get() > 0) {
      return submit(arguments).join();
    }
    return guarded(() -> start(arguments, session.queue(), session.timed()).land());
  }

  /**
   * A run with the device's own time of each kernel, also on devices where the common queue does
   * not keep them. Its total is a little longer than that of {@link #run(Map)}.
   */
  public Timing profile(Map<String, Tensor> arguments) {
    return guarded(() -> {
      CL.clFinish(session.queue());
      return start(arguments, session.timedQueue(), true).land();
    });
  }

  @Override
  public CompletableFuture<Timing> submit(Map<String, Tensor> arguments) {
    Flight flight = guarded(() -> start(arguments, session.queue(), session.timed()));
    CL.clFlush(session.queue());
    CompletableFuture<Timing> future = new CompletableFuture<>();
    submitted.incrementAndGet();
    Landings.add(() -> {
      try {
        Timing timing = translated(flight::land);
        submitted.decrementAndGet();
        future.complete(timing);
      } catch (RuntimeException | Error e) {
        submitted.decrementAndGet();
        future.completeExceptionally(e);
      }
    });
    return future;
  }

  private Flight start(Map<String, Tensor> tensors, cl_command_queue queue, boolean timed) {
    long begin = System.nanoTime();
    List<Argument> arguments = CheckArguments.of(program, tensors, constants.optional());
    constants.compare(arguments);
    Map<String, Long> sizes = new SolveSizes(program, constants.sizes()).solve(arguments);
    SolveSizes.requireAll(program, sizes);
    long checked = System.nanoTime();
    Map<String, cl_mem> buffers = new LinkedHashMap<>(constants.ready(arguments, sizes));
    long prepared = System.nanoTime();
    List<Binding> bindings = bind(arguments, queue);
    bindings.forEach(binding -> buffers.put(binding.argument().name(), binding.memory()));
    long inward = System.nanoTime() - prepared;
    List<HostRunner.Timed> launches = enqueue(bindings, buffers, sizes, queue, timed);
    return new Flight(queue, bindings, launches, begin + prepared - checked, inward);
  }

  /** The bindings of all arguments but constants, of which only what runs read is left. */
  private List<Binding> bind(List<Argument> arguments, cl_command_queue queue) {
    List<Binding> bindings = new ArrayList<>(constants.bindings());
    arguments.stream().filter(a -> !program.constants().contains(a.name()))
        .forEach(argument -> bindings.add(Binding.of(argument, memory, queue)));
    return bindings;
  }

  private List<HostRunner.Timed> enqueue(List<Binding> bindings, Map<String, cl_mem> buffers,
      Map<String, Long> sizes, cl_command_queue queue, boolean timed) {
    bindings.forEach(binding -> binding.shared().ifPresent(s -> s.toDevice(queue)));
    List<HostRunner.Timed> launches =
        runner.enqueue(program.run(), queue, buffers, sizes, timed);
    bindings.forEach(binding -> binding.shared().ifPresent(s -> s.toHost(queue)));
    return launches;
  }

  private <T> T guarded(Supplier<T> action) {
    if (closed) {
      throw new UserError(program.name() + " is closed; it can no longer run. Load it again.");
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
    if (!closed) {
      closed = true;
      cleanable.clean();
    }
  }
}

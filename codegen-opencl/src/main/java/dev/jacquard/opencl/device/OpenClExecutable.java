package dev.jacquard.opencl.device;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Arguments;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Preparation;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Program;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * cannot be interrupted. The first run after constants were set prepares them, untimed.
 */
public final class OpenClExecutable implements Executable {

  private static final Cleaner CLEANER = Cleaner.create();

  private final Program program;
  private final Session session;
  private final DeviceMemory memory;
  private final HostRunner runner;
  private final Preparation<cl_mem> preparation;
  private final Set<String> prepareUses;
  private final Set<String> runUses;
  private final Cleaner.Cleanable cleanable;
  private final AtomicInteger submitted = new AtomicInteger();
  private volatile boolean closed;

  OpenClExecutable(Artifact artifact, Session session, cl_program built) {
    this.program = artifact.program();
    this.session = session;
    Resources resources = new Resources(session, program, built);
    this.memory = resources.memory();
    this.runner = new HostRunner(program, resources.kernels(), memory);
    this.preparation = new Preparation<>(program);
    this.prepareUses = runner.uses(program.prepare());
    this.runUses = runner.uses(program.run());
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
  public synchronized void prepare(Map<String, Tensor> constants) {
    open(() -> {
      preparation.set(constants, this::prepared);
      return null;
    });
  }

  @Override
  public synchronized Timing run(Map<String, Tensor> arguments) {
    return submitted.get() > 0 ? submit(arguments).join()
        : open(() -> start(arguments, session.queue(), session.timed()).get());
  }

  /**
   * A run with the device's own time of each kernel, also on devices where the common queue does
   * not keep them. Its total is a little longer than that of {@link #run(Map)}.
   */
  public synchronized Timing profile(Map<String, Tensor> arguments) {
    return open(() -> {
      CL.clFinish(session.queue());
      return start(arguments, session.timedQueue(), true).get();
    });
  }

  @Override
  public synchronized CompletableFuture<Timing> submit(Map<String, Tensor> arguments) {
    Supplier<Timing> landing = open(() -> {
      Supplier<Timing> started = start(arguments, session.queue(), session.timed());
      CL.clFlush(session.queue());
      return started;
    });
    CompletableFuture<Timing> future = new CompletableFuture<>();
    submitted.incrementAndGet();
    Landings.add(() -> {
      try {
        Timing timing = translated(landing);
        submitted.decrementAndGet();
        future.complete(timing);
      } catch (RuntimeException | Error e) {
        submitted.decrementAndGet();
        future.completeExceptionally(e);
      }
    });
    return future;
  }

  /** Enqueues a run; the supplier, to be asked once, waits for its end. */
  private Supplier<Timing> start(Map<String, Tensor> tensors, cl_command_queue queue,
      boolean timed) {
    long called = System.nanoTime();
    Arguments arguments = preparation.bind(tensors);
    long checked = System.nanoTime();
    Map<String, cl_mem> buffers = new HashMap<>(preparation.results(arguments, this::prepared));
    long preparing = System.nanoTime() - checked;
    List<Binding> bindings = bind(arguments, runUses, queue);
    long inward = arguments.copyNanos() + bindings.stream().mapToLong(Binding::copyNanos).sum();
    Flight flight = new Flight(queue, bindings,
        enqueue(program.run(), arguments, bindings, buffers, queue, timed));
    return () -> land(flight, arguments, called + preparing + inward, inward);
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
    List<Binding> bindings = bind(arguments, prepareUses, queue);
    Map<String, cl_mem> buffers = new HashMap<>();
    enqueue(program.prepare(), arguments, bindings, buffers, queue, false);
    CL.clFinish(queue);
    bindings.forEach(binding -> buffers.remove(binding.name()));
    bindings.forEach(binding -> memory.release(binding.name()));
    return buffers;
  }

  private List<Binding> bind(Arguments arguments, Set<String> used, cl_command_queue queue) {
    List<Binding> bindings = new ArrayList<>();
    bind(program.inputs(), false, arguments, used, bindings, queue);
    bind(program.outputs(), true, arguments, used, bindings, queue);
    return bindings;
  }

  private void bind(List<Buffer> parameters, boolean output, Arguments arguments,
      Set<String> used, List<Binding> bindings, cl_command_queue queue) {
    for (Buffer parameter : parameters) {
      Tensor tensor = arguments.tensors().get(parameter.name());
      if (tensor != null && used.contains(parameter.name())) {
        bindings.add(Binding.of(parameter.name(), tensor, output, memory, queue));
      }
    }
  }

  private List<HostRunner.Timed> enqueue(List<HostStmt> statements, Arguments arguments,
      List<Binding> bindings, Map<String, cl_mem> buffers, cl_command_queue queue,
      boolean timed) {
    bindings.forEach(binding -> buffers.put(binding.name(), binding.memory()));
    bindings.forEach(binding -> binding.toDevice(queue));
    List<HostRunner.Timed> launches =
        runner.enqueue(statements, arguments.sizes(), buffers, queue, timed);
    bindings.forEach(binding -> binding.toHost(queue));
    return launches;
  }

  private <T> T open(Supplier<T> action) {
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
  public synchronized void close() {
    if (!closed) {
      closed = true;
      cleanable.clean();
    }
  }
}

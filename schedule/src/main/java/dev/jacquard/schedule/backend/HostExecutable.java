package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A program that runs in this process on the memory of its tensors. Backends add how one kernel is
 * run; buffers are tensors, so that nothing is transferred unless they say so.
 */
public abstract class HostExecutable implements Executable {

  /** A cache line, which no two temporaries share. */
  private static final long ALIGNMENT = 64;

  private final Program program;
  private final Device device;
  private final Preparation<Tensor> preparation;
  private CompletableFuture<Timing> last = CompletableFuture.completedFuture(null);
  private Plan plan;
  private Plan placed;
  private Map<String, Tensor> temporaries;
  private boolean closed;

  protected HostExecutable(Program program, Device device) {
    this.program = program;
    this.device = device;
    this.preparation = new Preparation<>(program);
  }

  /**
   * Runs one kernel to completion.
   *
   * @param buffers every global buffer that exists, by name
   * @param clock what to tell how long it took
   */
  protected abstract void launch(Launch launch, Map<String, Tensor> buffers, RunClock clock);

  /** A temporary in the layout of its buffer. */
  protected Tensor allocate(Buffer buffer, long[] shape) {
    return Tensor.zeros(buffer.type(), buffer.layout(), shape);
  }

  /** The temporaries of a run. They lie in one slab, which is kept from run to run. */
  protected Map<String, Tensor> temporaries(Plan plan) {
    if (plan != placed) {
      MemorySegment slab = Tensor.zeros(DType.U8, plan.slabBytes()).segment();
      temporaries = new HashMap<>();
      plan.temporaries().forEach((name, t) -> temporaries.put(name, Tensor.over(t.buffer().type(),
          t.buffer().layout(), slab.asSlice(t.offset(), t.bytes()), t.shape())));
      placed = plan;
    }
    return temporaries;
  }

  /** Called when all kernels of a run have ended: the place to bring results home. */
  protected void finish(Map<String, Tensor> buffers, RunClock clock) {}

  @Override
  public final Program program() {
    return program;
  }

  @Override
  public final Device device() {
    return device;
  }

  @Override
  public final synchronized void prepare(Map<String, Tensor> constants) {
    requireOpen();
    last.exceptionally(_ -> null).join();
    preparation.set(constants, this::prepared);
  }

  @Override
  public final synchronized Timing run(Map<String, Tensor> arguments) {
    requireOpen();
    last.exceptionally(_ -> null).join();
    return execute(preparation.bind(arguments));
  }

  @Override
  public final synchronized CompletableFuture<Timing> submit(Map<String, Tensor> arguments) {
    requireOpen();
    Arguments bound = preparation.bind(arguments);
    last = last.exceptionally(_ -> null).thenApplyAsync(_ -> execute(bound));
    return last;
  }

  private void requireOpen() {
    if (closed) {
      throw UserError.here(program.name() + " is closed; it can no longer run. Compile it again.");
    }
  }

  private Timing execute(Arguments arguments) {
    Map<String, Tensor> buffers = new HashMap<>(preparation.results(arguments, this::prepared));
    RunClock clock = new RunClock();
    if (plan == null || !plan.sizes().equals(arguments.sizes())) {
      plan = Plan.of(program, program.run(), arguments.sizes(), ALIGNMENT);
    }
    buffers.putAll(temporaries(plan));
    buffers.putAll(arguments.tensors());
    launchAll(plan, buffers, clock);
    clock.stop();
    arguments.deliver(program);
    return clock.timing(arguments.copyNanos());
  }

  /** What is prepared is kept, so that it cannot share memory. */
  private Map<String, Tensor> prepared(Arguments arguments) {
    Plan work = Plan.of(program, program.prepare(), arguments.sizes(), ALIGNMENT);
    Map<String, Tensor> made = new HashMap<>();
    work.temporaries().forEach((name, t) -> made.put(name, allocate(t.buffer(), t.shape())));
    Map<String, Tensor> buffers = new HashMap<>(made);
    buffers.putAll(arguments.tensors());
    launchAll(work, buffers, new RunClock());
    return made;
  }

  private void launchAll(Plan work, Map<String, Tensor> buffers, RunClock clock) {
    work.launches().forEach(each -> launch(each, buffers, clock));
    finish(buffers, clock);
  }

  @Override
  public synchronized void close() {
    closed = true;
    last.exceptionally(_ -> null).join();
  }
}

package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A program that runs in this process on the memory of its tensors. Backends add how one kernel is
 * run; buffers are tensors, so that nothing is transferred unless they say so.
 */
public abstract class HostExecutable implements Executable {

  private final Program program;
  private final Device device;
  private final Preparation<Tensor> preparation;
  private CompletableFuture<Timing> last = CompletableFuture.completedFuture(null);
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
      throw new UserError(program.name() + " is closed; it can no longer run. Load it again.");
    }
  }

  private Timing execute(Arguments arguments) {
    Map<String, Tensor> buffers = new HashMap<>(preparation.results(arguments, this::prepared));
    buffers.putAll(arguments.tensors());
    RunClock clock = new RunClock();
    statements(program.run(), arguments.sizes(), buffers, clock);
    clock.stop();
    arguments.deliver(program);
    return clock.timing(arguments.copyNanos());
  }

  private Map<String, Tensor> prepared(Arguments arguments) {
    Map<String, Tensor> buffers = new HashMap<>(arguments.tensors());
    statements(program.prepare(), arguments.sizes(), buffers, new RunClock());
    buffers.keySet().removeAll(arguments.tensors().keySet());
    return buffers;
  }

  private void statements(List<HostStmt> statements, Map<String, Long> sizes,
      Map<String, Tensor> buffers, RunClock clock) {
    HostWalk.run(program, statements, sizes, new HostWalk.Actions() {
      @Override
      public void allocate(Buffer buffer, long[] shape) {
        buffers.put(buffer.name(), HostExecutable.this.allocate(buffer, shape));
      }

      @Override
      public void launch(Launch launch) {
        HostExecutable.this.launch(launch, buffers, clock);
      }
    });
    finish(buffers, clock);
  }

  @Override
  public synchronized void close() {
    closed = true;
    last.exceptionally(_ -> null).join();
  }
}

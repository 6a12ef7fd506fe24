package dev.jacquard.opencl.device;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/** Walks the host statements of a program, and enqueues what they launch. */
final class HostRunner {

  /** A launch that is under way, with its times. */
  record Timed(String kernel, cl_event event) {}

  private final String owner;
  private final Map<String, KernelCall> kernels;
  private final DeviceMemory pool;
  private final Map<Buffer, Expr> bytes = new IdentityHashMap<>();

  HostRunner(String owner, Map<String, KernelCall> kernels, DeviceMemory pool) {
    this.owner = owner;
    this.kernels = kernels;
    this.pool = pool;
  }

  /**
   * Enqueues everything, without waiting.
   *
   * @param memory the buffers known so far, by name; temporaries are added
   * @param sizes by name
   * @return the launches in order where {@code timed}, else none
   */
  List<Timed> enqueue(List<HostStmt> statements, cl_command_queue queue,
      Map<String, cl_mem> memory, Map<String, Long> sizes, boolean timed) {
    Walk walk = new Walk(queue, memory, new HashMap<>(sizes), timed, new ArrayList<>());
    walk.all(statements);
    return walk.launches;
  }

  private final class Walk {
    private final cl_command_queue queue;
    private final Map<String, cl_mem> memory;
    private final Map<String, Long> values;
    private final boolean timed;
    private final List<Timed> launches;

    Walk(cl_command_queue queue, Map<String, cl_mem> memory, Map<String, Long> values,
        boolean timed, List<Timed> launches) {
      this.queue = queue;
      this.memory = memory;
      this.values = values;
      this.timed = timed;
      this.launches = launches;
    }

    void all(List<HostStmt> statements) {
      statements.forEach(this::one);
    }

    private void one(HostStmt statement) {
      switch (statement) {
        case HostStmt.Alloc(Buffer buffer) -> memory.put(buffer.name(),
            pool.own(buffer.name(), SizeValue.of(bytes(buffer), values)));
        case HostStmt.Launch(String kernel) -> launch(kernel);
        case HostStmt.Loop loop -> repeat(loop);
        case HostStmt.If(Expr condition, List<HostStmt> then, List<HostStmt> otherwise) ->
            all(SizeValue.holds(condition, values) ? then : otherwise);
        case HostStmt.Assert(Expr condition, String message) -> {
          if (!SizeValue.holds(condition, values)) {
            throw new UserError(message);
          }
        }
      }
    }

    private void launch(String name) {
      cl_event event = timed ? new cl_event() : null;
      boolean launched = Names.require(name, kernels, owner).launch(queue, memory, values, event);
      if (launched && timed) {
        launches.add(new Timed(name, event));
      }
    }

    private void repeat(HostStmt.Loop loop) {
      long extent = SizeValue.of(loop.extent(), values);
      for (long i = 0; i < extent; i++) {
        values.put(loop.variable(), i);
        all(loop.body());
      }
      values.remove(loop.variable());
    }
  }

  private Expr bytes(Buffer buffer) {
    return bytes.computeIfAbsent(buffer, b -> b.size().times(b.type().bytes()));
  }
}

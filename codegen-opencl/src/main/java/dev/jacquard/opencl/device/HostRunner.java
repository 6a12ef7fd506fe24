package dev.jacquard.opencl.device;

import dev.jacquard.schedule.backend.HostWalk;
import dev.jacquard.schedule.backend.Launch;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/** Enqueues what the host statements of a program launch, and makes its temporaries. */
final class HostRunner {

  /** A launch that is under way, and the event that has its times. */
  record Timed(String kernel, cl_event event) {}

  private final Program program;
  private final Map<String, KernelCall> kernels;
  private final DeviceMemory pool;

  HostRunner(Program program, Map<String, KernelCall> kernels, DeviceMemory pool) {
    this.program = program;
    this.kernels = kernels;
    this.pool = pool;
  }

  /**
   * Enqueues everything, without waiting.
   *
   * @param memory the buffers known so far, by name; temporaries are added
   * @return the launches in order where {@code timed}, else none
   */
  List<Timed> enqueue(List<HostStmt> statements, Map<String, Long> sizes,
      Map<String, cl_mem> memory, cl_command_queue queue, boolean timed) {
    List<Timed> launches = new ArrayList<>();
    HostWalk.run(program, statements, sizes, new HostWalk.Actions() {
      @Override
      public void allocate(Buffer buffer, long[] shape) {
        memory.put(buffer.name(), pool.own(buffer.name(), bytes(buffer, shape)));
      }

      @Override
      public void launch(Launch launch) {
        String name = launch.kernel().name();
        cl_event event = timed ? new cl_event() : null;
        kernels.get(name).enqueue(launch, memory, queue, event);
        if (timed) {
          launches.add(new Timed(name, event));
        }
      }
    });
    return launches;
  }

  private static long bytes(Buffer buffer, long[] shape) {
    return Arrays.stream(buffer.layout().storageExtents(shape))
        .reduce(buffer.type().bytes(), Math::multiplyExact);
  }

  /** The names of all buffers that the statements' kernels work on. */
  Set<String> uses(List<HostStmt> statements) {
    return launched(statements).flatMap(name -> program.kernel(name).buffers().stream())
        .map(Buffer::name).collect(Collectors.toSet());
  }

  private static Stream<String> launched(List<HostStmt> statements) {
    return statements.stream().flatMap(statement -> switch (statement) {
      case HostStmt.Launch(String kernel) -> Stream.of(kernel);
      case HostStmt.Loop loop -> launched(loop.body());
      case HostStmt.If branch ->
          Stream.concat(launched(branch.then()), launched(branch.otherwise()));
      case HostStmt.Alloc _, HostStmt.Assert _ -> Stream.empty();
    });
  }
}

package dev.jacquard.opencl.device;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;

/**
 * Refuses, before anything is built, kernels that are too large for a device. Some drivers answer
 * them with an assertion that ends the process instead of an error.
 */
final class CheckLimits {

  private static final int ARGUMENT_BYTES = 8;

  private final Program program;
  private final Device device;
  private final Limits limits;

  private CheckLimits(Program program, Found found) {
    this.program = program;
    this.device = found.device();
    this.limits = found.limits();
  }

  /** @throws Unsupported naming the kernel, what it needs and what the device has */
  static void check(Program program, Found found) {
    CheckLimits check = new CheckLimits(program, found);
    program.kernels().forEach(check::kernel);
  }

  private void kernel(Kernel kernel) {
    long items = items(kernel);
    require(kernel, "work-items in a group", items, device.target().maxGroupItems());
    require(kernel, "bytes of arguments",
        (long) ARGUMENT_BYTES * (kernel.buffers().size() + kernel.sizes().size()),
        limits.argumentBytes());
    require(kernel, "bytes of local memory", declared(kernel.body(), Memory.LOCAL),
        limits.localBytes());
    long together = limits.shared() ? items : 1;
    require(kernel, "bytes of private arrays" + (limits.shared() ? " in a group" : ""),
        together * declared(kernel.body(), Memory.PRIVATE), limits.privateBytes());
  }

  private static long items(Kernel kernel) {
    return kernel.items().stream().mapToLong(axis -> atMost(axis.extent())).reduce(1, (a, b) ->
        a * b);
  }

  /** The bytes of all arrays of a kernel in {@code memory}, at most. */
  static long declared(Stmt stmt, Memory memory) {
    long inside = stmt.children().stream().mapToLong(child -> declared(child, memory)).sum();
    return stmt instanceof Stmt.Allocate(Buffer buffer, Stmt _) && buffer.memory() == memory
        ? inside + Math.multiplyExact(atMost(buffer.size()), buffer.type().bytes()) : inside;
  }

  private static long atMost(Expr e) {
    return Index.interval(e, Scope.EMPTY).max();
  }

  private void require(Kernel kernel, String what, long needed, long available) {
    if (needed > available) {
      throw new Unsupported(("%s: kernel %s needs %d %s; %s (%s) has %d. Try smaller tiles, or "
          + "another place to store them.").formatted(program.name(), kernel.name(), needed, what,
          device.id(), device.name(), available));
    }
  }
}

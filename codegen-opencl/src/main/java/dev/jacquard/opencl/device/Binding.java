package dev.jacquard.opencl.device;

import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/**
 * An argument and the device's buffer for it.
 *
 * @param dense the tensor itself, or a dense stand-in for it
 * @param memory what kernels are given
 * @param shared present if {@code memory} lies over the memory of {@code dense}
 */
record Binding(Argument argument, Tensor dense, cl_mem memory, Optional<HostMapping> shared) {

  /** Binds an argument; the contents of an input are then on their way to the device. */
  static Binding of(Argument argument, DeviceMemory pool, cl_command_queue queue) {
    Tensor dense = dense(argument);
    MemorySegment segment = dense.segment();
    if (pool.canShare(segment)) {
      HostMapping mapping = pool.share(argument.name(), segment);
      return new Binding(argument, dense, mapping.memory(), Optional.of(mapping));
    }
    cl_mem memory = pool.own(argument.name(), segment.byteSize());
    if (!argument.output() || dense.storageSize() != dense.size()) {
      write(queue, memory, segment);
    }
    return new Binding(argument, dense, memory, Optional.empty());
  }

  private static Tensor dense(Argument argument) {
    Tensor given = argument.tensor();
    return given.isDense() || !argument.output() ? given.dense()
        : Tensor.zeros(given.type(), given.layout(), given.shape());
  }

  private static void write(cl_command_queue queue, cl_mem memory, MemorySegment from) {
    if (from.byteSize() > 0) {
      CL.clEnqueueWriteBuffer(queue, memory, true, 0, from.byteSize(), pointer(from), 0, null,
          null);
    }
  }

  /** Whether the result must be read from the device or moved to where it belongs. */
  boolean comesBack() {
    return argument.output() && (shared.isEmpty() || dense != argument.tensor());
  }

  /** Enqueues the reading of a result that is not shared. */
  void read(cl_command_queue queue) {
    MemorySegment to = dense.segment();
    if (shared.isEmpty() && to.byteSize() > 0) {
      CL.clEnqueueReadBuffer(queue, memory, false, 0, to.byteSize(), pointer(to), 0, null, null);
    }
  }

  /** Moves what was read, or computed in a stand-in, to the caller's tensor. */
  void deliver() {
    if (dense != argument.tensor()) {
      argument.tensor().copyFrom(dense);
    }
  }

  private static Pointer pointer(MemorySegment segment) {
    long visible = Math.min(segment.byteSize(), Integer.MAX_VALUE);
    return Pointer.to(segment.asSlice(0, visible).asByteBuffer());
  }
}

package dev.jacquard.opencl.device;

import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/**
 * A dense argument and the device's buffer for it.
 *
 * @param memory what kernels are given
 * @param shared present if {@code memory} lies over the memory of {@code tensor}
 * @param copyNanos the time that bringing the contents to the device took
 */
record Binding(String name, Tensor tensor, boolean output, cl_mem memory,
    Optional<HostMapping> shared, long copyNanos) {

  /** Binds an argument; the contents of an input are then on the device. */
  static Binding of(String name, Tensor tensor, boolean output, DeviceMemory pool,
      cl_command_queue queue) {
    MemorySegment segment = tensor.segment();
    if (pool.canShare(segment)) {
      HostMapping mapping = pool.share(name, segment);
      return new Binding(name, tensor, output, mapping.memory(), Optional.of(mapping), 0);
    }
    long begin = System.nanoTime();
    cl_mem memory = pool.own(name, segment.byteSize());
    boolean padded = tensor.storageSize() != tensor.size();
    if ((!output || padded) && segment.byteSize() > 0) {
      CL.clEnqueueWriteBuffer(queue, memory, true, 0, segment.byteSize(), pointer(segment), 0,
          null, null);
    }
    return new Binding(name, tensor, output, memory, Optional.empty(),
        System.nanoTime() - begin);
  }

  boolean isShared() {
    return shared.isPresent();
  }

  /** The same, without keeping the tensor alive; for those that are shared. */
  Binding withoutTensor() {
    return new Binding(name, null, output, memory, shared, 0);
  }

  /** Whether {@link #read} has something to do. */
  boolean isRead() {
    return output && shared.isEmpty() && tensor.segment().byteSize() > 0;
  }

  /** Enqueues the reading of a result that is not shared. */
  void read(cl_command_queue queue) {
    if (isRead()) {
      MemorySegment to = tensor.segment();
      CL.clEnqueueReadBuffer(queue, memory, false, 0, to.byteSize(), pointer(to), 0, null, null);
    }
  }

  void toDevice(cl_command_queue queue) {
    if (isShared()) {
      shared.get().toDevice(queue);
    }
  }

  void toHost(cl_command_queue queue) {
    if (isShared()) {
      shared.get().toHost(queue);
    }
  }

  /** The driver takes the address; sizes beyond a Java buffer's are passed beside it. */
  private static Pointer pointer(MemorySegment segment) {
    long visible = Math.min(segment.byteSize(), Integer.MAX_VALUE);
    return Pointer.to(segment.asSlice(0, visible).asByteBuffer());
  }
}

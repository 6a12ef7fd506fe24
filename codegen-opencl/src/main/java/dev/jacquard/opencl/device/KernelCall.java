package dev.jacquard.opencl.device;

import dev.jacquard.opencl.emit.OpenClEmitter;
import dev.jacquard.schedule.ir.Kernel;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_program;

/** A kernel of a built program, and its arguments as they are set. */
final class KernelCall {

  private final String name;
  private final cl_kernel[] handles;
  private final cl_mem[] buffers;
  private final long[] sizes;
  private final long[] size = new long[1];
  private final Pointer sizePointer = Pointer.to(size);
  private boolean sizesSet;

  /** @param members how many threads enqueue it, at the same time, with the same arguments */
  KernelCall(cl_program program, Kernel kernel, int members) {
    this.name = kernel.name();
    this.handles = new cl_kernel[members];
    for (int member = 0; member < members; member++) {
      handles[member] = CL.clCreateKernel(program, OpenClEmitter.functionName(kernel), null);
    }
    this.buffers = new cl_mem[kernel.buffers().size()];
    this.sizes = new long[kernel.sizes().size()];
  }

  String name() {
    return name;
  }

  /** Its buffers from now on: of each argument, the slot in {@code memory}. */
  void set(int[] slots, cl_mem[] memory) {
    for (int i = 0; i < buffers.length; i++) {
      cl_mem buffer = memory[slots[i]];
      if (buffer != buffers[i]) {
        set(i, Sizeof.cl_mem, Pointer.to(buffer));
        buffers[i] = buffer;
      }
    }
  }

  /** Its scalar arguments from now on. */
  void set(long[] values) {
    for (int i = 0; i < sizes.length; i++) {
      if (!sizesSet || sizes[i] != values[i]) {
        size[0] = values[i];
        set(buffers.length + i, Sizeof.cl_long, sizePointer);
        sizes[i] = values[i];
      }
    }
    sizesSet = true;
  }

  private void set(int argument, long bytes, Pointer value) {
    for (cl_kernel handle : handles) {
      CL.clSetKernelArg(handle, argument, bytes, value);
    }
  }

  /** Enqueues the kernel; {@code event} is made to stand for it unless it is null. */
  void enqueue(long[] global, long[] local, cl_command_queue queue, cl_event event) {
    CL.clEnqueueNDRangeKernel(queue, handles[0], global.length, null, global, local, 0, null,
        event);
  }

  /** Where the driver has what a member of a team enqueues. */
  long address(int member) {
    return handles[member].getNativePointer();
  }

  void release() {
    for (cl_kernel handle : handles) {
      CL.clReleaseKernel(handle);
    }
  }
}

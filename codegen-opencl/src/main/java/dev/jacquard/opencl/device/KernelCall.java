package dev.jacquard.opencl.device;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.opencl.emit.OpenClEmitter;
import dev.jacquard.schedule.backend.Launch;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import java.util.List;
import java.util.Map;
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

  private final Kernel kernel;
  private final cl_kernel handle;
  private final cl_mem[] buffers;
  private final Long[] sizes;

  KernelCall(cl_program program, Kernel kernel) {
    this.kernel = kernel;
    this.handle = CL.clCreateKernel(program, OpenClEmitter.functionName(kernel), null);
    this.buffers = new cl_mem[kernel.buffers().size()];
    this.sizes = new Long[kernel.sizes().size()];
  }

  /** Enqueues the kernel; {@code event} is made to stand for it unless it is null. */
  void enqueue(Launch launch, Map<String, cl_mem> memory, cl_command_queue queue,
      cl_event event) {
    setBuffers(memory);
    setSizes(launch.sizes());
    int axes = Math.max(1, Math.max(launch.groups().length, launch.items().length));
    long[] global = new long[axes];
    long[] local = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      local[axis] = axis < launch.items().length ? launch.items()[axis] : 1;
      global[axis] = local[axis] * (axis < launch.groups().length ? launch.groups()[axis] : 1);
    }
    CL.clEnqueueNDRangeKernel(queue, handle, axes, null, global, local, 0, null, event);
  }

  private void setBuffers(Map<String, cl_mem> memory) {
    List<Buffer> parameters = kernel.buffers();
    for (int i = 0; i < buffers.length; i++) {
      cl_mem buffer = memory.get(parameters.get(i).name());
      if (buffer == null) {
        throw new CompilerBug("Kernel %s uses the buffer %s, which does not exist; %s do."
            .formatted(kernel.name(), parameters.get(i).name(), memory.keySet()));
      }
      if (buffer != buffers[i]) {
        CL.clSetKernelArg(handle, i, Sizeof.cl_mem, Pointer.to(buffer));
        buffers[i] = buffer;
      }
    }
  }

  private void setSizes(long[] values) {
    for (int i = 0; i < values.length; i++) {
      if (sizes[i] == null || sizes[i] != values[i]) {
        CL.clSetKernelArg(handle, buffers.length + i, Sizeof.cl_long,
            Pointer.to(new long[] {values[i]}));
        sizes[i] = values[i];
      }
    }
  }

  void release() {
    CL.clReleaseKernel(handle);
  }
}

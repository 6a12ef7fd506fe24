package dev.jacquard.opencl.device;

import dev.jacquard.dsl.Dim;
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

/** A kernel of a built program, its arguments as they are set, and its launch. */
final class KernelCall {

  private final Kernel kernel;
  private final cl_kernel handle;
  private final cl_mem[] buffers;
  private final Long[] sizes;

  KernelCall(cl_program program, Kernel kernel) {
    this.kernel = kernel;
    this.handle = CL.clCreateKernel(program, kernel.name(), null);
    this.buffers = new cl_mem[kernel.buffers().size()];
    this.sizes = new Long[kernel.sizes().size()];
  }

  /** Enqueues the kernel, unless its index space is empty; whether it did. */
  boolean launch(cl_command_queue queue, Map<String, cl_mem> memory, Map<String, Long> values,
      cl_event event) {
    int axes = Math.max(1, Math.max(kernel.groups().size(), kernel.items().size()));
    long[] global = new long[axes];
    long[] local = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      local[axis] = extent(kernel.items(), axis, values);
      global[axis] = local[axis] * extent(kernel.groups(), axis, values);
      if (global[axis] <= 0) {
        return false;
      }
    }
    setArguments(memory, values);
    CL.clEnqueueNDRangeKernel(queue, handle, axes, null, global, local, 0, null, event);
    return true;
  }

  private static long extent(List<Kernel.Axis> axes, int axis, Map<String, Long> values) {
    return axis < axes.size() ? Math.max(0, SizeValue.of(axes.get(axis).extent(), values)) : 1;
  }

  private void setArguments(Map<String, cl_mem> memory, Map<String, Long> values) {
    List<Buffer> parameters = kernel.buffers();
    for (int i = 0; i < buffers.length; i++) {
      cl_mem buffer = Names.require(parameters.get(i).name(), memory, kernel.name());
      if (buffer != buffers[i]) {
        CL.clSetKernelArg(handle, i, Sizeof.cl_mem, Pointer.to(buffer));
        buffers[i] = buffer;
      }
    }
    List<Dim> dims = kernel.sizes();
    for (int i = 0; i < sizes.length; i++) {
      Long value = Names.require(dims.get(i).name(), values, kernel.name());
      if (!value.equals(sizes[i])) {
        CL.clSetKernelArg(handle, buffers.length + i, Sizeof.cl_long,
            Pointer.to(new long[] {value}));
        sizes[i] = value;
      }
    }
  }

  void release() {
    CL.clReleaseKernel(handle);
  }
}

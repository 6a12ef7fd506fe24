package dev.jacquard.opencl.device;

import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jocl.CL;
import org.jocl.cl_program;

/** What an executable holds of the driver, released once: by {@code close}, or when unreachable. */
final class Resources implements Runnable {

  private final Session session;
  private final cl_program program;
  private final Map<String, KernelCall> kernels = new LinkedHashMap<>();
  private final DeviceMemory memory;

  Resources(Session session, Program program, cl_program built) {
    this.session = session;
    this.program = built;
    this.memory = new DeviceMemory(session,
        program.inputs().size() + program.outputs().size());
    for (Kernel kernel : program.kernels()) {
      kernels.put(kernel.name(), new KernelCall(built, kernel, session.devices().length));
    }
  }

  Map<String, KernelCall> kernels() {
    return kernels;
  }

  DeviceMemory memory() {
    return memory;
  }

  @Override
  public void run() {
    CL.clFinish(session.queue());
    memory.release();
    kernels.values().forEach(KernelCall::release);
    CL.clReleaseProgram(program);
  }
}

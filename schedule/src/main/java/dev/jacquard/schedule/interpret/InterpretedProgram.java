package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.HostExecutable;
import dev.jacquard.schedule.backend.Launch;
import dev.jacquard.schedule.backend.Plan;
import dev.jacquard.schedule.backend.RunClock;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.util.HashMap;
import java.util.Map;

/** A program whose kernels are closures. Temporaries begin with contents that show when read. */
final class InterpretedProgram extends HostExecutable {

  private final Map<String, CompiledKernel> kernels = new HashMap<>();

  InterpretedProgram(Program program, Device device, Interpreter.Options options) {
    super(program, device);
    for (Kernel kernel : program.kernels()) {
      kernels.put(kernel.name(), new CompiledKernel(kernel, options));
    }
  }

  @Override
  protected Tensor allocate(Buffer buffer, long[] shape) {
    Tensor tensor = super.allocate(buffer, shape);
    Storage.poison(tensor.segment(), buffer.type());
    return tensor;
  }

  /** New ones at each run, that share nothing: what a run reads before it writes shows. */
  @Override
  protected Map<String, Tensor> temporaries(Plan plan) {
    Map<String, Tensor> fresh = new HashMap<>();
    plan.temporaries().forEach((name, t) -> fresh.put(name, allocate(t.buffer(), t.shape())));
    return fresh;
  }

  @Override
  protected void launch(Launch launch, Map<String, Tensor> buffers, RunClock clock) {
    long start = System.nanoTime();
    kernels.get(launch.kernel().name()).run(launch, buffers);
    clock.kernel(launch.kernel().name(), System.nanoTime() - start);
  }
}

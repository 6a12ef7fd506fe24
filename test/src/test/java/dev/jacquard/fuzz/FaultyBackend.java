package dev.jacquard.fuzz;

import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.ir.Program;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A backend with a planted fault, to see that it would be found: programs of more than one kernel
 * have a wrong value, or end the process.
 *
 * @param crashes whether it ends the process as a bad kernel would, by a signal
 */
record FaultyBackend(Backend right, boolean crashes) implements Backend {

  @Override
  public String name() {
    return right.name();
  }

  @Override
  public List<Device> devices() {
    return right.devices();
  }

  @Override
  public Artifact emit(Program program, Target target) {
    return right.emit(program, target);
  }

  @Override
  public Executable load(Artifact artifact, Device device) {
    return new Faulty(right.load(artifact, device), crashes);
  }

  private record Faulty(Executable right, boolean crashes) implements Executable {

    @Override
    public Program program() {
      return right.program();
    }

    @Override
    public Device device() {
      return right.device();
    }

    @Override
    public void prepare(Map<String, Tensor> constants) {
      right.prepare(constants);
    }

    @Override
    public Timing run(Map<String, Tensor> arguments) {
      Timing timing = right.run(arguments);
      if (program().kernels().size() > 1) {
        if (crashes) {
          MemorySegment.ofAddress(1L << 46).reinterpret(8).get(ValueLayout.JAVA_LONG, 0);
        }
        program().outputs().forEach(output -> {
          MemorySegment memory = arguments.get(output.name()).segment();
          if (memory.byteSize() > 0) {
            memory.set(ValueLayout.JAVA_BYTE, 0, (byte) ~memory.get(ValueLayout.JAVA_BYTE, 0));
          }
        });
      }
      return timing;
    }

    @Override
    public CompletableFuture<Timing> submit(Map<String, Tensor> arguments) {
      return right.submit(arguments);
    }

    @Override
    public void close() {
      right.close();
    }
  }
}

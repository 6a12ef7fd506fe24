package dev.jacquard.cli;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.ir.Program;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Its device {@code broken:wrong} computes nothing; {@code broken:bug} cannot build anything. */
public final class BrokenBackend implements Backend {

  private final String name;

  public BrokenBackend() {
    this("broken");
  }

  /** The same under another name, which its devices bear too. */
  public BrokenBackend(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Device> devices() {
    return List.of(device(name + ":wrong"), device(name + ":bug"));
  }

  private Device device(String id) {
    return new Device(id, name, "a broken device", "test", Target.SCALAR);
  }

  @Override
  public Artifact emit(Program program, Target target) {
    return new Artifact("broken", program, Map.of("kernel.txt", "nothing\n"), "");
  }

  @Override
  public Executable load(Artifact artifact, Device device) {
    if (device.id().equals("broken:bug")) {
      throw new CompilerBug("The generated text does not compile.");
    }
    return new Idle(artifact.program(), device);
  }

  /** Leaves its outputs as they are. */
  private record Idle(Program program, Device device) implements Executable {

    @Override
    public void prepare(Map<String, Tensor> constants) {}

    @Override
    public Timing run(Map<String, Tensor> arguments) {
      return new Timing(1000, 0, List.of());
    }

    @Override
    public CompletableFuture<Timing> submit(Map<String, Tensor> arguments) {
      return CompletableFuture.completedFuture(run(arguments));
    }

    @Override
    public void close() {}
  }
}

package dev.jacquard.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.tune.database.TuningDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeakTest {
  @TempDir
  Path folder;

  /** Every run takes a millisecond, it says. */
  private static final class Clockwork implements Backend {
    private final List<String> emitted = new ArrayList<>();

    @Override
    public String name() {
      return "clockwork";
    }

    @Override
    public List<Device> devices() {
      return List.of(FakeBackend.DEVICE);
    }

    @Override
    public Artifact emit(Program program, Target target) {
      emitted.add(program.name());
      return new Artifact(name(), program, Map.of(), "");
    }

    @Override
    public Executable load(Artifact artifact, Device device) {
      return new Run(artifact.program(), device);
    }
  }

  private record Run(Program program, Device device) implements Executable {

    @Override
    public void prepare(Map<String, Tensor> constants) {}

    @Override
    public Timing run(Map<String, Tensor> arguments) {
      assertEquals(2, arguments.size());
      return new Timing(1_000_000, 0, List.of());
    }

    @Override
    public CompletableFuture<Timing> submit(Map<String, Tensor> arguments) {
      return CompletableFuture.completedFuture(run(arguments));
    }

    @Override
    public void close() {}
  }

  @Test
  void isProbedOnceAndNeverFalls() {
    Clockwork backend = new Clockwork();
    try (TuningDatabase database = TuningDatabase.open(folder.resolve("tuning.db"))) {
      Peak first = Peak.of(FakeBackend.DEVICE, backend, database);
      assertEquals(2 * 12 * 16 * 2048 * 512 / 1e6, first.gflops());
      assertEquals(2 * (128L << 20) / 1e6, first.gbps());
      Peak.raise(FakeBackend.DEVICE, database, 1, 999);
      assertEquals(new Peak(first.gflops(), 999), Peak.of(FakeBackend.DEVICE, backend, database));
      assertEquals(List.of("peak_arithmetic", "peak_copy"), backend.emitted);
    }
  }

  @Test
  void measuredPeaksDoNotReplaceTheProbe() {
    Clockwork backend = new Clockwork();
    try (TuningDatabase database = TuningDatabase.open(folder.resolve("tuning.db"))) {
      Peak.raise(FakeBackend.DEVICE, database, 1, 1);
      assertTrue(Peak.of(FakeBackend.DEVICE, backend, database).gflops() > 1);
      assertEquals(2, backend.emitted.size());
    }
  }

  @Test
  void itemsOfAGpuUseScalars() {
    PeakKernels kernels = new PeakKernels(Target.GPU);
    Program program = kernels.arithmetic();
    assertEquals(1, program.kernels().getFirst().items().size());
    assertEquals(64L * 256 * 256, PeakKernels.extent(program.outputs().getFirst()));
    assertEquals(2.0 * 12 * 256 * 2048 * 64 * 256, kernels.flops());
  }
}

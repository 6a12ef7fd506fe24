package dev.jacquard.opencl.device;

import static dev.jacquard.opencl.device.DeviceFixture.assertMessage;
import static dev.jacquard.opencl.device.DeviceFixture.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresOpenCl
class ConstantsTest {

  @TempDir
  static Path cache;

  private final DeviceFixture fixture = new DeviceFixture(cache);
  private final OpenClExecutable kept = fixture.load(Programs.prepared());
  private final Tensor a = values(1, 2);
  private final Tensor b = values(10, 20);
  private final Tensor c = Tensor.zeros(DType.F32, 2);

  @AfterEach
  void close() {
    kept.close();
  }

  @Test
  void firstRunPrepares() {
    kept.run(a, b, c);
    a.fill(100);
    kept.run(a, b, c);
    assertArrayEquals(new float[] {14, 22}, c.toFloatArray(), "a was read once");
  }

  @Test
  void constantsNeedNotBeGivenAgain() {
    kept.prepare(Map.of("A", a));
    kept.run(Map.of("B", b, "C", c));
    assertArrayEquals(new float[] {14, 22}, c.toFloatArray());
  }

  @Test
  void preparingAgainReplaces() {
    kept.prepare(Map.of("A", a));
    kept.run(Map.of("B", b, "C", c));
    kept.prepare(Map.of("A", values(5, 6, 7, 8)));
    Tensor four = Tensor.zeros(DType.F32, 4);
    kept.run(Map.of("B", values(0, 0, 0, 0), "C", four));
    assertArrayEquals(new float[] {16, 14, 12, 10}, four.toFloatArray());
  }

  @Test
  void anotherTensorIsRefused() {
    kept.prepare(Map.of("A", a));
    assertMessage("kept: the constant A was prepared from another tensor. Leave it out, or call "
        + "prepare to replace it.", () -> kept.run(values(1, 2), b, c));
  }

  @Test
  void preparationWaitsForSizesAndFollowsThem() {
    Program program = Programs.prepared().program();
    Program scattered = new Program("table", List.of(Programs.vector("B")), program.outputs(),
        List.of(), program.sizes(), program.kernels(), List.of(
            new HostStmt.Alloc(Programs.vector("A")), program.prepare().getFirst(),
            new HostStmt.Launch("twice")), program.run());
    String source = Programs.TWO_STEPS.replace("2 * A[get_global_id(0)]", "get_global_id(0)");
    try (OpenClExecutable table = fixture.load(Programs.artifact(scattered, source))) {
      table.run(b, c);
      assertArrayEquals(new float[] {11, 20}, c.toFloatArray());
      Tensor four = Tensor.zeros(DType.F32, 4);
      table.run(values(1, 1, 1, 1), four);
      assertArrayEquals(new float[] {4, 3, 2, 1}, four.toFloatArray());
    }
  }

  @Test
  void runsMayReadConstantsToo() {
    Program program = Programs.add().program();
    Program reading = new Program("reading", program.inputs(), program.outputs(), List.of("A"),
        program.sizes(), program.kernels(), List.of(), program.run());
    try (OpenClExecutable sum = fixture.load(Programs.artifact(reading, Programs.ADD))) {
      sum.prepare(Map.of("A", a));
      sum.run(Map.of("B", b, "C", c));
      assertArrayEquals(new float[] {11, 22}, c.toFloatArray());
    }
  }
}

package dev.jacquard.opencl.device;

import static dev.jacquard.opencl.device.DeviceFixture.arguments;
import static dev.jacquard.opencl.device.DeviceFixture.assertMessage;
import static dev.jacquard.opencl.device.DeviceFixture.values;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Program;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with one argument is tested where it is checked, in schedule.backend. */
@RequiresOpenCl
class ArgumentErrorTest {

  @TempDir
  static Path cache;

  private final DeviceFixture fixture = new DeviceFixture(cache);
  private final OpenClExecutable sum = fixture.load(Programs.add());
  private final Tensor a = values(1, 2);
  private final Tensor b = values(3, 4);
  private final Tensor c = Tensor.zeros(DType.F32, 2);

  @AfterEach
  void close() {
    sum.close();
  }

  @Test
  void missing() {
    assertMessage("sum needs the tensor B; it was given A. Arguments: A f32 (n), B f32 (n), C f32 "
        + "(n). Add it.", () -> sum.run(Map.of("A", a)));
  }

  @Test
  void shapesThatDisagree() {
    assertMessage("sum: dimension 0 of B (4) is 4; it must be n = 2 (n = 2 by dimension 0 of A "
        + "(2)). B is f32 (n). Give tensors that "
        + "agree.", () -> sum.run(arguments(a, values(1, 2, 3, 4), c)));
  }

  @Test
  void outputOverInput() {
    assertMessage("sum: the output C shares memory with the input A. Give C memory of its own.",
        () -> sum.run(arguments(a, b, a)));
  }

  @Test
  void wrongLayout() {
    Buffer panels = Programs.matrix("A", 2, 4, "1/2 0 1%2");
    Program program = new Program("packed", List.of(panels), List.of(), List.of(), List.of(),
        List.of(), List.of(), List.of());
    try (OpenClExecutable packed = fixture.load(Programs.artifact(program, Programs.ADD))) {
      Tensor plain = Tensor.zeros(DType.F32, 2, 4);
      assertMessage("packed: A is expected in layout \"1/2 0 1%2\"; the tensor given has layout "
          + "\"0 1\". Convert it: tensor.to(Layout.parse(\"1/2 0 1%2\")).",
          () -> packed.run(plain));
      packed.run(plain.to(Layout.parse("1/2 0 1%2")));
    }
  }

  @Test
  void largerThanTheDeviceAllows() throws IOException {
    long most = Partition.find(fixture.device.id()).limits().bufferBytes();
    long n = most / 4 + 2;
    assumeTrue(n % 2 == 0 && n < Programs.N.most(), "a size that the program can have");
    try (FileChannel file = FileChannel.open(cache.resolve("sparse"), StandardOpenOption.READ,
        StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW,
        StandardOpenOption.SPARSE, StandardOpenOption.DELETE_ON_CLOSE);
        Arena arena = Arena.ofConfined()) {
      Tensor big = Tensor.over(DType.F32, file.map(FileChannel.MapMode.READ_WRITE, 0, 4 * n,
          arena), n);
      assertMessage(("A needs a buffer of %d bytes; %s (%s) allows %d (its "
          + "CL_DEVICE_MAX_MEM_ALLOC_SIZE). Try smaller sizes.").formatted(4 * n,
          fixture.device.id(), fixture.device.name(), most),
          () -> sum.run(arguments(big, big, Tensor.over(DType.F32, file.map(
              FileChannel.MapMode.READ_WRITE, 4 * n, 4 * n, arena), n))));
    }
  }

  @Test
  void failedAssertion() {
    Artifact careful = Programs.add(List.of(new HostStmt.Assert(Programs.N.lt(2),
        "sum: n must be less than 2.")));
    try (OpenClExecutable executable = fixture.load(careful)) {
      assertMessage("sum: n must be less than 2.", () -> executable.run(a, b, c));
    }
  }

  @Test
  void afterClosing() {
    sum.close();
    sum.close();
    assertMessage("sum is closed; it can no longer run. Compile it again.", () -> sum.run(a, b, c));
  }
}

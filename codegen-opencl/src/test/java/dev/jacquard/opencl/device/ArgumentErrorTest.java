package dev.jacquard.opencl.device;

import static dev.jacquard.opencl.device.DeviceFixture.arguments;
import static dev.jacquard.opencl.device.DeviceFixture.assertMessage;
import static dev.jacquard.opencl.device.DeviceFixture.values;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    assertMessage("sum: the argument B is missing. It takes A f32 [n], B f32 [n], C f32 [n]; "
        + "given: A.", () -> sum.run(Map.of("A", a)));
  }

  @Test
  void unknown() {
    assertMessage("sum has no argument D. It takes A f32 [n], B f32 [n], C f32 [n].",
        () -> sum.run(Map.of("A", a, "B", b, "C", c, "D", a)));
  }

  @Test
  void tooFewByPosition() {
    assertMessage("sum takes 3 tensors (A, B, C); it was given 2.", () -> sum.run(a, b));
  }

  @Test
  void wrongType() {
    assertMessage("sum: B is a tensor of i32, but f32 is expected. "
        + "It takes A f32 [n], B f32 [n], C f32 [n].",
        () -> sum.run(arguments(a, Tensor.of(new int[] {1, 2}), c)));
  }

  @Test
  void shapesThatDisagree() {
    assertMessage("sum: the arguments disagree about the size n: dimension 0 of A is 2, "
        + "dimension 0 of B is 4.", () -> sum.run(arguments(a, values(1, 2, 3, 4), c)));
  }

  @Test
  void wrongRank() {
    assertMessage("sum: A has shape [2, 1], but [n] is expected, which has 1 dimension.",
        () -> sum.run(arguments(a.reshape(2, 1), b, c)));
  }

  @Test
  void sizeAgainstItsFacts() {
    Tensor three = values(1, 2, 3);
    assertMessage("Size n = 3 is not allowed: it must lie in [1, 2147483647] and be a multiple "
        + "of 2.", () -> sum.run(arguments(three, three, Tensor.zeros(DType.F32, 3))));
  }

  @Test
  void outputOverInput() {
    assertMessage("sum: the output C shares memory with A. An output needs memory of its own: "
        + "Tensor.zeros(DType.F32, 2).", () -> sum.run(arguments(a, b, a)));
  }

  @Test
  void extentThatDependsOnASize() {
    Buffer grown = Programs.vector("B", Programs.N.plus(1));
    Program program = new Program("grow", List.of(Programs.vector("A"), grown), List.of(),
        List.of(), List.of(Programs.N), List.of(), List.of(), List.of());
    try (OpenClExecutable grow = fixture.load(Programs.artifact(program, Programs.ADD))) {
      assertMessage("grow: B has shape [2], but [n + 1] is expected: dimension 0 is 2, "
          + "not n + 1 = 3.", () -> grow.run(a, b));
      grow.run(a, values(1, 2, 3));
    }
  }

  @Test
  void sizeThatNoArgumentTells() {
    Program program = new Program("blind", List.of(Programs.vector("A", Programs.N.plus(1))),
        List.of(), List.of(), List.of(Programs.N), List.of(), List.of(), List.of());
    try (OpenClExecutable blind = fixture.load(Programs.artifact(program, Programs.ADD))) {
      assertMessage("blind: no argument tells the size n, because none has a dimension that is "
          + "just n. Arguments: A f32 [n + 1]. Give n when compiling.", () -> blind.run(a));
    }
  }

  @Test
  void wrongLayout() {
    Buffer panels = Programs.matrix("A", 2, 4, "1/2 0 1%2");
    Program program = new Program("packed", List.of(panels), List.of(), List.of(), List.of(),
        List.of(), List.of(), List.of());
    try (OpenClExecutable packed = fixture.load(Programs.artifact(program, Programs.ADD))) {
      Tensor plain = Tensor.zeros(DType.F32, 2, 4);
      assertMessage("packed: A is in layout \"0 1\", but its schedule expects \"1/2 0 1%2\". "
          + "Pass A.to(Layout.parse(\"1/2 0 1%2\")).", () -> packed.run(plain));
      packed.run(plain.to(Layout.parse("1/2 0 1%2")));
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
    assertMessage("sum is closed; it can no longer run. Load it again.", () -> sum.run(a, b, c));
  }
}

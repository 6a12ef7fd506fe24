package dev.jacquard.opencl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresOpenCl
class LoadErrorTest {

  @TempDir
  static Path cache;

  private final DeviceFixture fixture = new DeviceFixture(cache);
  private final String device =
      "%s (%s)".formatted(fixture.device.id(), fixture.device.name());

  @Test
  void sourceThatDoesNotCompileIsShownWithItsLine() {
    Artifact wrong = Programs.artifact(Programs.add().program(), """
        kernel void add(global float *A) {
          A[0] = missing;
        }
        """);
    String message = assertThrows(CompilerBug.class, () -> fixture.load(wrong)).getMessage();
    assertTrue(message.startsWith("sum does not build on " + device
        + " with options \"-cl-std=CL1.2 -w"), message);
    assertTrue(message.contains("missing"), message);
    assertTrue(message.contains("\n     2 |   A[0] = missing;\nEnd of the build log. "
        + "This is a bug"), message);
  }

  @Test
  void logsOfOtherDriversPointAtLinesToo() {
    assertEquals("<kernel>:2:3: error: no x\n     2 | x;",
        BuildLog.withSource("<kernel>:2:3: error: no x\n", "int y;\nx;\n"));
    assertEquals("error: at the end", BuildLog.withSource("error: at the end", "a;\n"));
  }

  @Test
  void largeLocalArrayIsRefusedBeforeTheDriverSeesIt() {
    assertRefused(declaring(Memory.LOCAL, 1 << 28, 1), "%d bytes of local memory".formatted(1L
        << 30), Partition.find(fixture.device.id()).limits().localBytes());
  }

  @Test
  void largePrivateArraysAreRefused() {
    Limits limits = Partition.find(fixture.device.id()).limits();
    assertRefused(declaring(Memory.PRIVATE, 1 << 20, 2), limits.shared()
        ? "8388608 bytes of private arrays in a group" : "4194304 bytes of private arrays",
        limits.privateBytes());
  }

  @Test
  void largeGroupIsRefused() {
    assertRefused(declaring(Memory.PRIVATE, 1, 1 << 20), "1048576 work-items in a group",
        fixture.device.target().maxGroupItems());
  }

  @Test
  void manyArgumentsAreRefused() {
    Buffer a = Programs.vector("A");
    Kernel wide = new Kernel("wide", Collections.nCopies(1 << 14, a), List.of(), List.of(),
        List.of(), Stmt.Block.EMPTY);
    assertRefused(wide, "131072 bytes of arguments",
        Partition.find(fixture.device.id()).limits().argumentBytes());
  }

  @Test
  void artifactOfAnotherBackendIsRefused() {
    Artifact artifact = Programs.add();
    Artifact foreign = new Artifact("jvm", artifact.program(), artifact.sources(), "");
    assertEquals("An artifact of the backend jvm was given to opencl. This is a bug in Jacquard. "
        + "Please report it with this text and the program that caused it.",
        assertThrows(CompilerBug.class, () -> fixture.load(foreign)).getMessage());
  }

  private static Kernel declaring(Memory memory, int floats, int items) {
    Buffer array = new Buffer("x", DType.F32, memory, List.of(IntConst.index(floats)));
    return new Kernel("big", List.of(), List.of(), List.of(),
        List.of(new Kernel.Axis("i", IntConst.index(items))),
        new Stmt.Allocate(array, Stmt.Block.EMPTY));
  }

  private void assertRefused(Kernel kernel, String need, long available) {
    Artifact artifact = Programs.artifact(new Program("heavy", List.of(), List.of(), List.of(),
        List.of(), List.of(kernel), List.of(), List.of()), Programs.ADD);
    assertEquals("heavy: kernel %s needs %s; %s has %d. Try smaller tiles, or another place to "
        .formatted(kernel.name(), need, device, available) + "store them.",
        assertThrows(Unsupported.class, () -> fixture.load(artifact)).getMessage());
  }
}

package dev.jacquard.opencl.device;

import static dev.jacquard.opencl.device.DeviceFixture.arguments;
import static dev.jacquard.opencl.device.DeviceFixture.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.opencl.device.DeviceFixture.Mode;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresOpenCl
@ParameterizedClass
@EnumSource(Mode.class)
class RunTest {

  @TempDir
  static Path cache;

  @Parameter
  Mode mode;

  private final DeviceFixture fixture = new DeviceFixture(cache);

  @Test
  void addsAndBindsAgain() {
    try (OpenClExecutable sum = fixture.load(Programs.add(), mode)) {
      Tensor c = Tensor.zeros(DType.F32, 4);
      for (int i = 0; i < 3; i++) {
        sum.run(arguments(values(1, 2, 3, i), values(10, 20, 30, 40), c));
        assertArrayEquals(new float[] {11, 22, 33, 40 + i}, c.toFloatArray());
      }
      Tensor other = Tensor.zeros(DType.F32, 2);
      sum.run(values(5, 6), values(7, 8), other);
      assertArrayEquals(new float[] {12, 14}, other.toFloatArray(), "two elements, by position");
    }
  }

  @Test
  void seesWhatTheHostChangesBetweenRuns() {
    try (OpenClExecutable sum = fixture.load(Programs.add(), mode)) {
      Tensor a = values(1, 2);
      Tensor c = Tensor.zeros(DType.F32, 2);
      sum.run(a, a, c);
      a.setDouble(50, 1);
      c.fill(-1);
      Timing timing = sum.run(a, a, c);
      assertArrayEquals(new float[] {2, 100}, c.toFloatArray());
      assertTrue(timing.nanos() > 0, timing.toString());
    }
  }

  @Test
  void threadsTakeTurns() {
    try (OpenClExecutable sum = fixture.load(Programs.add(), mode)) {
      List<CompletableFuture<Void>> users = new ArrayList<>();
      for (int user = 0; user < 2; user++) {
        float mine = user;
        users.add(CompletableFuture.runAsync(() -> addOften(sum, mine)));
      }
      users.forEach(CompletableFuture::join);
    }
  }

  private static void addOften(OpenClExecutable sum, float mine) {
    for (int i = 0; i < 50; i++) {
      Tensor c = Tensor.zeros(DType.F32, 2);
      sum.run(values(mine, i), values(1, 1), c);
      assertArrayEquals(new float[] {mine + 1, i + 1}, c.toFloatArray());
    }
  }

  @Test
  void temporariesCarryFromKernelToKernel() {
    try (OpenClExecutable steps = fixture.load(Programs.twoSteps(), mode)) {
      for (int n : new int[] {4, 2, 1000, 4}) {
        Tensor a = Tensor.smallIntegers(DType.F32, n, 9, n);
        Tensor c = Tensor.zeros(DType.F32, n);
        steps.run(a, Tensor.zeros(DType.F32, n), c);
        for (int i = 0; i < n; i++) {
          assertEquals(2 * a.getDouble(n - 1 - i), c.getDouble(i), "C[" + i + "], n = " + n);
        }
      }
    }
  }

  @Test
  void submittedRunsEndInOrder() {
    try (OpenClExecutable sum = fixture.load(Programs.add(), mode)) {
      Tensor one = values(1, 1);
      List<Tensor> chain = new ArrayList<>(List.of(values(0, 0)));
      List<CompletableFuture<Void>> runs = new ArrayList<>();
      List<Integer> ended = Collections.synchronizedList(new ArrayList<>());
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        int number = i;
        chain.add(Tensor.zeros(DType.F32, 2));
        runs.add(sum.submit(arguments(chain.get(i), one, chain.get(i + 1)))
            .thenRun(() -> ended.add(number)));
        expected.add(i);
      }
      sum.run(chain.getLast(), one, one.copy());
      runs.forEach(CompletableFuture::join);
      assertArrayEquals(new float[] {50, 50}, chain.getLast().toFloatArray());
      assertEquals(expected, ended);
    }
  }

  @Test
  void launchesOfNoExtentAreSkipped() {
    Program sum = Programs.add().program();
    Kernel wipe = Programs.kernel("wipe", Programs.N.minus(Programs.N), Programs.vector("C"));
    Artifact artifact = Programs.artifact(new Program("both", sum.inputs(), sum.outputs(),
        List.of(), sum.sizes(), List.of(sum.kernel("add"), wipe), List.of(),
        List.of(Programs.LAUNCH_ADD, new HostStmt.Launch("wipe"))), Programs.ADD
        + "kernel void wipe(global float *C, long n) { C[get_global_id(0)] = 0; }");
    try (OpenClExecutable both = fixture.load(artifact, mode)) {
      Tensor c = Tensor.zeros(DType.F32, 2);
      both.run(values(3, 4), values(1, 1), c);
      assertArrayEquals(new float[] {4, 5}, c.toFloatArray());
    }
  }

  @Test
  void hostLoopsAndConditionsAreFollowed() {
    Buffer a = Programs.vector("A", IntConst.index(4));
    HostStmt body = new HostStmt.If(new Var("t").rem(2).eq(0),
        List.of(new HostStmt.Launch("even")), List.of(new HostStmt.Launch("odd")));
    Artifact artifact = Programs.artifact(new Program("marks", List.of(), List.of(a), List.of(),
        List.of(), List.of(atT("even", a), atT("odd", a)), List.of(), List.of(
            new HostStmt.Loop("t", IntConst.index(4), List.of(body)))), """
        kernel void even(global float *A, long t) { A[t] = t; }
        kernel void odd(global float *A, long t) { A[t] = A[t - 1] + 10; }
        """);
    try (OpenClExecutable marks = fixture.load(artifact, mode)) {
      Tensor tensor = Tensor.zeros(DType.F32, 4);
      marks.run(tensor);
      assertArrayEquals(new float[] {0, 10, 2, 12}, tensor.toFloatArray());
    }
  }

  private static Kernel atT(String name, Buffer buffer) {
    return new Kernel(name, List.of(buffer), List.of(new Dim("t", 1)), List.of(), List.of(),
        Stmt.Block.EMPTY);
  }

  @Test
  void viewsAreCopiedAndTheTimeIsTold() {
    try (OpenClExecutable sum = fixture.load(Programs.add(), mode)) {
      Tensor pairs = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
      Tensor results = Tensor.zeros(DType.F32, 2, 2);
      Timing timing = sum.run(pairs.select(1, 0), pairs.select(1, 1), results.select(1, 1));
      assertArrayEquals(new float[] {0, 3, 0, 7}, results.toFloatArray());
      assertTrue(timing.transferNanos() > 0, timing.toString());
    }
  }

  @Test
  void memoryThatCannotBeSharedIsCopied() {
    try (OpenClExecutable sum = fixture.load(Programs.add(), mode);
        Arena arena = Arena.ofConfined()) {
      Tensor a = Tensor.over(DType.F32, arena.allocate(64, 4096).asSlice(4, 8), 2);
      Tensor c = Tensor.over(DType.F32, arena.allocate(64, 4096).asSlice(12, 8), 2);
      a.fill(4);
      Timing timing = sum.run(a, values(1, 2), c);
      assertArrayEquals(new float[] {5, 6}, c.toFloatArray());
      assertTrue(timing.transferNanos() > 0, timing.toString());
    }
  }

  @Test
  void onlySharedMemoryCostsNoTransfer() {
    try (OpenClExecutable sum = fixture.load(Programs.add(), mode)) {
      Tensor a = values(1, 2);
      Timing timing = sum.run(a, a, Tensor.zeros(DType.F32, 2));
      boolean shares = mode.of(Partition.find(fixture.device.id()).limits()).shared();
      assertEquals(shares, timing.transferNanos() == 0, timing.toString());
      assertEquals(shares, timing.kernels().isEmpty(), "a device with memory of its own has times");
    }
  }

  @Test
  void profileTellsTheTimeOfEachKernel() {
    try (OpenClExecutable steps = fixture.load(Programs.twoSteps(), mode)) {
      Tensor c = Tensor.zeros(DType.F32, 2);
      Timing timing = steps.profile(arguments(values(1, 2), values(10, 20), c));
      assertEquals(List.of("twice", "turn"),
          timing.kernels().stream().map(Timing.KernelTime::kernel).toList());
      assertTrue(timing.kernels().stream().allMatch(k -> k.nanos() > 0), timing.toString());
      assertArrayEquals(new float[] {14, 22}, c.toFloatArray());
    }
  }
}

package dev.jacquard.jvm;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.jvm.run.JvmBackend;
import dev.jacquard.jvm.run.MemoryCompiler;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JvmProgramTest {

  private static final int[] ONE_TO_EIGHT = {1, 2, 3, 4, 5, 6, 7, 8};

  private static Stream<Backend> backends() {
    return Stream.of(new JvmBackend(), new InterpreterBackend());
  }

  private static Tensor run(Backend backend, Program program, Tensor in, Tensor out) {
    try (Executable executable = Programs.load(backend, program)) {
      executable.run(in, out);
    }
    return out;
  }

  private static int[] integers(Backend backend, Program program) {
    return run(backend, program, Tensor.of(ONE_TO_EIGHT), Tensor.zeros(I32, 8)).toIntArray();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void matricesOfAnySizeAreMultiplied(Backend backend) {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor b = Tensor.of(new float[] {1, 0, 2, 0, 1, 3}, 3, 2);
    Tensor c = Tensor.zeros(F32, 2, 2);
    Timing timing = Programs.load(backend, Programs.matmul()).run(a, b, c);
    assertArrayEquals(new float[] {1 + 4 + 3, 2 * 0 + 9, 4 + 10 + 6, 18}, c.toFloatArray());
    assertEquals(List.of("matmul"),
        timing.kernels().stream().map(Timing.KernelTime::kernel).toList());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void itemsTakeBranchesOfTheirOwn(Backend backend) {
    assertArrayEquals(new int[] {1, -2, 11, -4, 29, -6, 55, -8},
        integers(backend, Programs.branches()));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void privateMemoryIsAnArray(Backend backend) {
    assertArrayEquals(new int[] {10, 6, 3, 1, 26, 18, 11, 5},
        integers(backend, Programs.scratch()));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void vectorsAreLoopsOverLanes(Backend backend) {
    Tensor in = Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7});
    assertArrayEquals(new float[] {3, 6, 9, 12, 15, 18, 21, 24},
        run(backend, Programs.vectors(), in, Tensor.zeros(F32, 8)).toFloatArray());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void allLanesAreReadBeforeOneIsStored(Backend backend) {
    assertArrayEquals(new int[] {1, 1, 2, 3, 4, 5, 6, 7}, integers(backend, Programs.shift()));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void conditionsNest(Backend backend) {
    assertArrayEquals(new int[] {-3, -6, 6, 8, 10, 12, 14, 16},
        integers(backend, Programs.nested()));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void constantsAreReadOnce(Backend backend) {
    Tensor w = Tensor.of(new int[] {1, 2});
    Tensor y = Tensor.zeros(I32, 2);
    try (Executable executable = Programs.load(backend, Programs.constant())) {
      executable.prepare(Map.of("w", w));
      w.fill(50);
      executable.run(Map.of("x", Tensor.of(new int[] {10, 20}), "y", y));
    }
    assertArrayEquals(new int[] {12, 24}, y.toIntArray());
  }

  @Test
  void barriersAreRefusedByName() {
    assertEquals("The jvm backend has no barriers between work-items, which the kernel reverse "
        + "needs. Use the opencl backend or the interpreter, or a schedule without items.",
        assertThrows(Unsupported.class, () -> new JvmBackend().emit(Programs.reverse(), null))
            .getMessage());
  }

  @Test
  void bigKernelsAreShared() {
    int m = 300;
    int n = 200;
    Tensor a = Tensor.smallIntegers(F32, 1, 4, m, 7);
    Tensor b = Tensor.smallIntegers(F32, 2, 4, 7, n);
    Tensor jvm = Tensor.zeros(F32, m, n);
    Programs.load(new JvmBackend(), Programs.matmul()).run(a, b, jvm);
    Tensor interpreted = Tensor.zeros(F32, m, n);
    Programs.load(new InterpreterBackend(), Programs.matmul()).run(a, b, interpreted);
    assertTrue(jvm.contentEquals(interpreted), "jvm and interpreter agree bit for bit");
  }

  @Test
  void theSourceIsReadable() {
    assertEquals("""
        package dev.jacquard.generated;

        import static java.lang.foreign.ValueLayout.*;

        import java.lang.foreign.MemorySegment;

        /**
         * The kernels of matmul.
         */
        public final class ProgramMatmul {
          /**
           * Runs count work-groups from number first, of the index space (j < n, i < m).
           */
          public static void matmul(MemorySegment[] buffers, long[] sizes, long[] groups, \
        long first,
              int count) {
            MemorySegment A = buffers[0];
            MemorySegment B = buffers[1];
            MemorySegment C = buffers[2];
            int m = Math.toIntExact(sizes[0]);
            int n = Math.toIntExact(sizes[1]);
            int k = Math.toIntExact(sizes[2]);
            for (int at = 0; at < count; at++) {
              long group = first + at;
              int j = (int) (group % groups[0]);
              group /= groups[0];
              int i = (int) (group);
              float sum = 0.0f;
              for (int r = 0; r < k; r++) {
                sum = sum + A.getAtIndex(JAVA_FLOAT, (long) i * k + r) \
        * B.getAtIndex(JAVA_FLOAT, (long) r * n + j);
              }
              C.setAtIndex(JAVA_FLOAT, (long) i * n + j, sum);
            }
          }
        }
        """, new JvmBackend().emit(Programs.matmul(), null).text());
  }

  @Test
  void anAccessOutsideAnArgumentIsABugOfOurs() {
    Expr i = new Var("i");
    Stmt wrong = Programs.loop("i", Programs.n(9), new Stmt.Store("out", List.of(i),
        Programs.load("in", I32, i)));
    Program program = Programs.program("wrong", Programs.buffer("in", I32, Memory.GLOBAL,
        Programs.n(8)), Programs.buffer("out", I32, Memory.GLOBAL, Programs.n(8)), List.of(),
        List.of(), List.of(), wrong);
    String message = assertThrows(CompilerBug.class, () -> integers(new JvmBackend(), program))
        .getMessage();
    assertTrue(message.startsWith("kernel wrong failed: Out of bound access"), message);
  }

  @Test
  void sourcesThatDoNotCompileAreShown() {
    String message = assertThrows(CompilerBug.class, () -> MemoryCompiler.compile(
        Map.of("Wrong", "class Wrong { int x = y; }\n"))).getMessage();
    assertTrue(message.contains("cannot find symbol") && message.contains("int x = y"), message);
  }

  @Test
  void kernelsThatNoMethodHoldsAreRefused() {
    Stmt store = new Stmt.Store("out", List.of(Programs.n(0)), Programs.load("in", I32,
        Programs.n(0)));
    Stmt many = new Stmt.Block(Collections.nCopies(6000, store));
    Program program = Programs.program("lengthy", Programs.buffer("in", I32, Memory.GLOBAL,
        Programs.n(1)), Programs.buffer("out", I32, Memory.GLOBAL, Programs.n(1)), List.of(),
        List.of(), List.of(), many);
    assertEquals("A Java method holds 64 KiB of code at most, and a kernel of "
        + "dev.jacquard.generated.ProgramLengthy has more. Unroll less.",
        assertThrows(Unsupported.class, () -> Programs.load(new JvmBackend(), program))
            .getMessage());
  }

  @Test
  void theDeviceIsThisVirtualMachine() {
    Device device = new JvmBackend().devices().getFirst();
    assertEquals("jvm", device.id());
    assertEquals(System.getProperty("java.vm.name"), device.name());
    assertEquals("", new JvmBackend().missing());
  }

  @Test
  void bothAreFoundByServiceLoader() {
    List<String> names = ServiceLoader.load(Backend.class).stream()
        .map(provider -> provider.get().name()).toList();
    assertTrue(names.containsAll(List.of("jvm", "interpreter")), names.toString());
  }
}

package dev.jacquard.jvm;

import static dev.jacquard.dsl.DType.F16;
import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.aparapi.AparapiBackend;
import dev.jacquard.dsl.Call;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Aparapi cannot say, and what it is given; needs no device. */
class AparapiLimitsTest {

  private static String refusal(Program program) {
    return assertThrows(Unsupported.class, () -> new AparapiBackend().emit(program, null))
        .getMessage();
  }

  @Test
  void vectorsAreRefused() {
    assertEquals("The aparapi backend has no vectors (x4(0.0f), 4 lanes), which the kernel vectors "
        + "needs. Use the opencl backend, or a schedule without.", refusal(Programs.vectors()));
  }

  @Test
  void arraysOfAGroupAreRefused() {
    assertEquals("The aparapi backend has no local arrays (tile), which the kernel reverse needs. "
        + "Use the opencl backend, or a schedule without.", refusal(Programs.reverse()));
  }

  @Test
  void missingFunctionsAreRefused() {
    Expr zero = Programs.n(0);
    Expr erf = new Call(MathFunction.ERF, List.of(Programs.load("in", F32, zero)));
    Program program = Programs.program("errors", Programs.buffer("in", F32, Memory.GLOBAL),
        Programs.buffer("out", F32, Memory.GLOBAL), List.of(), List.of(), List.of(),
        new Stmt.Store("out", List.of(zero), erf));
    assertEquals("Aparapi has no erf, which the kernel errors needs. Use the opencl backend.",
        refusal(program));
  }

  @Test
  void functionsOfIntegersAreRefused() {
    Expr zero = Programs.n(0);
    Expr count = new Call(MathFunction.POPCOUNT, List.of(Programs.load("in", I32, zero)));
    Program program = Programs.program("counts", Programs.buffer("in", I32, Memory.GLOBAL),
        Programs.buffer("out", I32, Memory.GLOBAL), List.of(), List.of(), List.of(),
        new Stmt.Store("out", List.of(zero), count));
    assertEquals("Aparapi has no popcount, which the kernel counts needs. Use the opencl backend.",
        refusal(program));
  }

  @Test
  void smallFloatsAreRefused() {
    Expr zero = Programs.n(0);
    Program program = Programs.program("halves", Programs.buffer("in", F16, Memory.GLOBAL),
        Programs.buffer("out", F16, Memory.GLOBAL), List.of(), List.of(), List.of(),
        new Stmt.Store("out", List.of(zero), Programs.load("in", F16, zero)));
    assertEquals("The aparapi backend has no f16 (in[0]), which the kernel halves needs. Use the "
        + "opencl backend.", refusal(program));
  }

  @Test
  void theSourceIsAKernelClass() {
    String text = new AparapiBackend().emit(Programs.matmul(), null).text();
    assertEquals("""
        package dev.jacquard.generated;

        import dev.jacquard.aparapi.DeviceKernel;

        /**
         * The kernel matmul.
         */
        public final class ProgramMatmul_matmul extends DeviceKernel {
          public float[] A;

          public float[] B;

          public float[] C;

          public int m;

          public int n;

          public int k;

          @Override
          public void run() {
            int j = getGroupId(0);
            int i = getGroupId(1);
            float sum = 0.0f;
            for (int r = 0; r < k; r++) {
              sum = sum + A[(int) ((long) i * k + r)] * B[(int) ((long) r * n + j)];
            }
            C[(int) ((long) i * n + j)] = sum;
          }
        }
        """, text.replaceFirst("matmul_[0-9a-f]+ ", "matmul "));
  }
}

package dev.jacquard.schedule.backend;

import static dev.jacquard.dsl.DType.I32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Host statements, and what becomes of constants, on the interpreter. */
class HostProgramTest {

  private static final Dim N = new Dim("n", 4);
  private static final Dim STEP = new Dim("step", 1);
  private static final Expr I = new Var("i");
  private static final Buffer W = buffer("w");
  private static final Buffer X = buffer("x");
  private static final Buffer Y = buffer("y");
  private static final Buffer DOUBLED = buffer("doubled");

  private static Buffer buffer(String name) {
    return new Buffer(name, I32, Memory.GLOBAL, List.of(N));
  }

  private static Expr load(String buffer) {
    return new Load(buffer, I32, List.of(I));
  }

  private static Kernel kernel(String name, List<Buffer> buffers, List<Dim> sizes, Expr value) {
    return new Kernel(name, buffers, sizes, List.of(new Kernel.Axis("i", N)), List.of(),
        new Stmt.Store(buffers.getFirst().name(), List.of(I), value));
  }

  /** Prepares doubled = 2 w; runs y = x, then y += doubled + step for each of three steps. */
  private static final Program PROGRAM = new Program("steps", List.of(W, X), List.of(Y),
      List.of("w"), List.of(N),
      List.of(kernel("twice", List.of(DOUBLED, W), List.of(N), load("w").times(2)),
          kernel("copy", List.of(Y, X), List.of(N), load("x")),
          kernel("add", List.of(Y, DOUBLED), List.of(N, STEP),
              load("y").plus(load("doubled")).plus(STEP.cast(I32)))),
      List.of(new HostStmt.Alloc(DOUBLED), new HostStmt.Launch("twice")),
      List.of(new HostStmt.Assert(N.le(8), "steps works up to n = 8."),
          new HostStmt.Launch("copy"),
          new HostStmt.Loop("step", IntConst.index(3), List.of(new HostStmt.If(N.gt(0),
              List.of(new HostStmt.Launch("add")), List.of())))));

  private static Executable load() {
    InterpreterBackend backend = new InterpreterBackend();
    return backend.load(backend.emit(PROGRAM, null), backend.devices().getFirst());
  }

  private static Tensor of(int... values) {
    return Tensor.of(values);
  }

  @Test
  void loopsLaunchWithTheirVariable() {
    Tensor y = Tensor.zeros(I32, 2);
    Timing timing = load().run(Map.of("w", of(1, 10), "x", of(5, 6), "y", y));
    assertArrayEquals(new int[] {5 + 6 + 3, 6 + 60 + 3}, y.toIntArray());
    assertEquals(List.of("copy", "add", "add", "add"),
        timing.kernels().stream().map(Timing.KernelTime::kernel).toList());
  }

  @Test
  void constantsAreKeptUntilTheyAreReplaced() {
    Executable executable = load();
    Tensor w = of(1, 10);
    executable.prepare(Map.of("w", w));
    w.fill(99);
    Tensor y = Tensor.zeros(I32, 2);
    executable.run(Map.of("x", of(0, 0), "y", y));
    assertArrayEquals(new int[] {9, 63}, y.toIntArray(), "w was read in prepare");
    executable.prepare(Map.of("w", of(2, 3)));
    executable.run(of(0, 0), y);
    assertArrayEquals(new int[] {15, 21}, y.toIntArray());
    assertEquals("steps: the constant w was prepared from another tensor. Leave it out, or call "
        + "prepare to replace it.", assertThrows(UserError.class, () -> executable.run(
            Map.of("w", of(7, 7), "x", of(0, 0), "y", y))).reason());
  }

  @Test
  void submittedRunsEndInTheirOrder() {
    Executable executable = load();
    Tensor y = Tensor.zeros(I32, 2);
    Tensor w = of(0, 0);
    executable.submit(Map.of("w", w, "x", of(1, 1), "y", y));
    executable.submit(Map.of("w", w, "x", of(2, 2), "y", y)).join();
    assertArrayEquals(new int[] {5, 5}, y.toIntArray());
  }

  @Test
  void assertionsAreTheUsersFault() {
    Tensor nine = Tensor.zeros(I32, 9);
    assertEquals("steps works up to n = 8.", assertThrows(UserError.class, () -> load().run(
        Map.of("w", nine, "x", nine, "y", Tensor.zeros(I32, 9)))).reason());
  }

  @Test
  void theNumberOfTensorsMustAgree() {
    assertEquals("steps takes 3 tensors (w, x, y), or without the constants 2; it was given 1. "
        + "Give one for each.",
        assertThrows(UserError.class, () -> load().run(of(1))).reason());
  }

  @Test
  void tensorsComeInAMap() {
    assertEquals("steps takes its tensors by name; it was given null. Give a map.",
        assertThrows(UserError.class, () -> load().run((Map<String, Tensor>) null)).reason());
  }

  @Test
  void aClosedProgramNoLongerRuns() {
    Executable executable = load();
    executable.close();
    executable.close();
    String message = "steps is closed; it can no longer run. Compile it again.";
    assertEquals(message, assertThrows(UserError.class,
        () -> executable.run(of(1), of(1), of(1))).reason());
    assertEquals(message, assertThrows(UserError.class,
        () -> executable.submit(Map.of())).reason());
    assertEquals(message, assertThrows(UserError.class,
        () -> executable.prepare(Map.of())).reason());
  }
}

package dev.jacquard.jvm;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.jacquard.aparapi.AparapiBackend;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.jvm.run.JvmBackend;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Aparapi's own device; needs OpenCL. */
class AparapiTest {

  private static final AparapiBackend APARAPI = new AparapiBackend();
  /** What OpenCL allows its least exact functions, pow and the like. */
  private static final int UNITS = 16;
  private static final Set<MathFunction> MISSING = EnumSet.of(MathFunction.ACOSH,
      MathFunction.ASINH, MathFunction.ATANH, MathFunction.COPYSIGN, MathFunction.ERF,
      MathFunction.ERFC, MathFunction.FMOD, MathFunction.LGAMMA, MathFunction.TGAMMA);

  @BeforeEach
  void needsADevice() {
    if (APARAPI.devices().isEmpty()) {
      String reason = "skipped without OpenCL: " + APARAPI.missing();
      assertTrue(!"opencl".equals(System.getenv("JACQUARD_REQUIRE")), reason);
      abort(reason);
    }
  }

  private static void check(Operands operands) {
    assertEquals(List.of(), operands.differences(APARAPI, 0));
  }

  @Test
  void integersFollowTheirType() {
    check(Tables.integers());
  }

  @Test
  void booleansAreLogical() {
    check(Tables.booleans());
  }

  @Test
  void divisionByConstantsIsEuclidean() {
    check(Tables.constantDivisors());
  }

  @Test
  void integerCastsWrap() {
    check(Tables.casts());
  }

  @Test
  void floatCastsSaturate() {
    check(Tables.saturatingCasts());
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void floatsAreRoundedToTheirType(DType type) {
    assertEquals(List.of(), Tables.floats(type).differences(APARAPI, UNITS * type.epsilon()));
  }

  @Test
  void nanPropagates() {
    check(Tables.nans());
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void functionsAreThoseOfTheDevice(DType type) {
    List<MathFunction> there = EnumSet.complementOf(EnumSet.copyOf(MISSING)).stream().toList();
    assertEquals(List.of(),
        Tables.functions(there, type).differences(APARAPI, UNITS * type.epsilon()));
  }

  @Test
  void matricesOfAnySizeAreMultiplied() {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor b = Tensor.of(new float[] {1, 0, 2, 0, 1, 3}, 3, 2);
    Tensor c = Tensor.zeros(F32, 2, 2);
    try (Executable executable = Programs.load(APARAPI, Programs.matmul())) {
      executable.run(a, b, c);
      assertArrayEquals(new float[] {8, 9, 20, 18}, c.toFloatArray());
      executable.run(a, b.slice(1, 0, 1), c.slice(1, 0, 1));
      assertArrayEquals(new float[] {8, 9, 20, 18}, c.toFloatArray(), "another size, other views");
    }
  }

  @Test
  void itemsTakeBranchesOfTheirOwn() {
    Tensor out = Tensor.zeros(I32, 8);
    try (Executable executable = Programs.load(APARAPI, Programs.branches())) {
      executable.run(Tensor.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8}), out);
    }
    assertArrayEquals(new int[] {1, -2, 11, -4, 29, -6, 55, -8}, out.toIntArray());
  }

  @Test
  void conditionsNestBesideElse() {
    Tensor out = Tensor.zeros(I32, 8);
    try (Executable executable = Programs.load(APARAPI, Programs.nested())) {
      executable.run(Tensor.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8}), out);
    }
    assertArrayEquals(new int[] {-3, -6, 6, 8, 10, 12, 14, 16}, out.toIntArray());
  }

  @Test
  void constantsAreReadOnce() {
    Tensor w = Tensor.of(new int[] {1, 2});
    Tensor y = Tensor.zeros(I32, 2);
    try (Executable executable = Programs.load(APARAPI, Programs.constant())) {
      executable.prepare(Map.of("w", w));
      w.fill(50);
      executable.run(Map.of("x", Tensor.of(new int[] {10, 20}), "y", y));
    }
    assertArrayEquals(new int[] {12, 24}, y.toIntArray());
  }

  @Test
  void privateMemoryIsAField() {
    Tensor out = Tensor.zeros(I32, 8);
    try (Executable executable = Programs.load(APARAPI, Programs.scratch())) {
      executable.run(Tensor.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8}), out);
    }
    assertArrayEquals(new int[] {10, 6, 3, 1, 26, 18, 11, 5}, out.toIntArray());
  }

  @Test
  void choicesNestInIndicesAndOperands() {
    Expr i = new Var("i");
    Expr near = Select.of(i.lt(3).or(i.ge(6)), i, Programs.n(5));
    Expr value = Programs.load("in", I32, near);
    Expr chosen = Select.of(value.gt(4).and(i.ne(7)), value.times(2),
        Select.of(i.eq(7), new IntConst(I32, -1), value)).max(new IntConst(I32, 2));
    Program program = Programs.program("choices", Programs.buffer("in", I32, Memory.GLOBAL,
        Programs.N), Programs.buffer("out", I32, Memory.GLOBAL, Programs.N),
        List.of(Programs.N), List.of(Programs.axis("i", Programs.N)), List.of(),
        new Stmt.Store("out", List.of(i), chosen.plus(1)));
    for (Backend backend : List.of(APARAPI, new JvmBackend(), new InterpreterBackend())) {
      Tensor out = Tensor.zeros(I32, 8);
      try (Executable executable = Programs.load(backend, program)) {
        executable.run(Tensor.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8}), out);
      }
      assertArrayEquals(new int[] {3, 3, 4, 13, 13, 13, 15, 3}, out.toIntArray(), backend.name());
    }
  }

  @Test
  void itsFallbackToJavaIsAnError() {
    Program program = Programs.branches();
    Map<String, String> spoiled = new LinkedHashMap<>();
    APARAPI.emit(program, null).sources().forEach((file, text) -> spoiled.put(file,
        text.replace("-in[i]", "(new int[] {1})[0]").replaceFirst("class \\w+", "class Spoiled")));
    Device device = APARAPI.devices().getFirst();
    Tensor out = Tensor.zeros(I32, 8);
    try (Executable executable = APARAPI.load(new Artifact("aparapi", program, spoiled, ""),
        device)) {
      String message = assertThrows(Unsupported.class, () -> executable.run(
          Tensor.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8}), out)).getMessage();
      assertEquals("Aparapi did not run the kernel branches on " + device.name() + ": @74 IALOAD "
          + "Detected an non-reducable operand consumer/producer mismatch. It would have gone on "
          + "in Java threads, which Jacquard does not let it. Use the opencl backend.", message);
    }
    assertEquals(0, out.getLong(0), "nothing ran in Java threads");
  }
}

package dev.jacquard.schedule.backend;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.F64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  private static final Dim M = new Dim("m", 3);
  private static final Dim K = new Dim("k", 16).multipleOf(4);
  private static final Expr FIVE = IntConst.index(5);
  private static final Program MATMUL = new Program("matmul",
      List.of(buffer("A", M, K), new Buffer("B", F32, Memory.GLOBAL, List.of(K, FIVE),
          Layout.parse("1/2 0 1%2"))), List.of(buffer("C", M, FIVE)), List.of(), List.of(M, K),
      List.of(), List.of(), List.of());

  private static Buffer buffer(String name, Expr... extents) {
    return new Buffer(name, F32, Memory.GLOBAL, List.of(extents));
  }

  private static Map<String, Tensor> good() {
    Map<String, Tensor> given = new LinkedHashMap<>();
    given.put("A", Tensor.zeros(F32, 3, 16));
    given.put("B", Tensor.zeros(F32, Layout.parse("1/2 0 1%2"), 16, 5));
    given.put("C", Tensor.zeros(F32, 3, 5));
    return given;
  }

  private static String error(String name, Tensor tensor) {
    Map<String, Tensor> given = good();
    if (tensor == null) {
      given.remove(name);
    } else {
      given.put(name, tensor);
    }
    return assertThrows(UserError.class, () -> Arguments.bind(MATMUL, given)).reason();
  }

  @Test
  void shapesTellTheSizes() {
    assertEquals(Map.of("m", 3L, "k", 16L), Arguments.bind(MATMUL, good()).sizes());
  }

  @Test
  void affineExtentsAreSolved() {
    Dim w = new Dim("w", 4);
    Program valid = new Program("valid", List.of(buffer("in", w.times(2).plus(1))),
        List.of(buffer("out", w.minus(1))), List.of(), List.of(w), List.of(), List.of(), List.of());
    assertEquals(Map.of("w", 6L), Arguments.bind(valid, Map.of("in", Tensor.zeros(F32, 13), "out",
        Tensor.zeros(F32, 5))).sizes());
    assertEquals("valid: dimension 0 of out (4) is 4; it must be w - 1 = 5 (w = 6 by dimension 0 "
        + "of in (13)). out is f32 (w - 1). Give tensors that "
        + "agree.", assertThrows(UserError.class, () ->
            Arguments.bind(valid, Map.of("in", Tensor.zeros(F32, 13), "out",
                Tensor.zeros(F32, 4)))).reason());
  }

  @Test
  void aSizeThatNoShapeTellsIsAsked() {
    Dim w = new Dim("w", 4);
    Program rounded = new Program("rounded", List.of(buffer("in", w.plus(3).div(4))), List.of(),
        List.of(), List.of(w), List.of(), List.of(), List.of());
    assertEquals("rounded: no shape tells the size w. Give it when compiling, for example w=4.",
        assertThrows(UserError.class, () -> Arguments.bind(rounded,
            Map.of("in", Tensor.zeros(F32, 2)))).reason());
  }

  @Test
  void newOutputsHaveShapesByTheInputs() {
    Map<String, Tensor> inputs = Map.of("A", Tensor.zeros(F32, 7, 8));
    assertEquals(Map.of("C", "f32 (7, 5)"), shapes(Arguments.newOutputs(MATMUL, inputs)));
  }

  private static Map<String, String> shapes(Map<String, Tensor> tensors) {
    Map<String, String> shapes = new LinkedHashMap<>();
    tensors.forEach((name, t) -> shapes.put(name, t.type() + " "
        + ArgumentChecks.shape(t.shape())));
    return shapes;
  }

  @Test
  void inputsOfNewOutputsMustFit() {
    assertEquals("matmul: no shape tells the size k. Give an input that has it, or give it when "
        + "compiling, for example k=16.", newOutputsError(new Program("matmul", List.of(buffer("A",
            M), buffer("B", K)), List.of(buffer("C", K)), List.of(), List.of(M, K), List.of(),
            List.of(), List.of()), Map.of("A", Tensor.zeros(F32, 3))));
    assertEquals("matmul has no tensor C to set here. Arguments: A f32 (m, k), B f32 (k, 5). Leave "
        + "it out.", newOutputsError(MATMUL, good()));
    assertEquals("matmul: B is expected in layout \"1/2 0 1%2\"; the tensor given has layout "
        + "\"0 1\". Convert it: tensor.to(Layout.parse(\"1/2 0 1%2\")).", newOutputsError(MATMUL,
            Map.of("B", Tensor.zeros(F32, 16, 5))));
  }

  private static String newOutputsError(Program program, Map<String, Tensor> inputs) {
    return assertThrows(UserError.class, () -> Arguments.newOutputs(program, inputs)).reason();
  }

  @Test
  void namesMustBeComplete() {
    assertEquals("matmul needs the tensor B; it was given A, C. Arguments: A f32 (m, k), B f32 (k, "
        + "5), C f32 (m, 5). Add it.", error("B", null));
    assertEquals("matmul has no tensor D to set here. Arguments: A f32 (m, k), B f32 (k, 5), C f32 "
        + "(m, 5). Leave it out.", error("D", Tensor.zeros(F32, 1)));
  }

  @Test
  void typeAndRankMustAgree() {
    assertEquals("matmul: A is f32 (m, k); the tensor given is f64 (3, 16). Convert it, or declare "
        + "A as F64.", error("A", Tensor.zeros(F64, 3, 16)));
    assertEquals("matmul: A is f32 (m, k), of 2 dimensions; the tensor given has 3: (1, 3, 16). "
        + "Give one of as many dimensions.",
        error("A", Tensor.zeros(F32, 1, 3, 16)));
  }

  @Test
  void shapesMustAgree() {
    Tensor b = Tensor.zeros(F32, Layout.parse("1/2 0 1%2"), 20, 5);
    assertEquals("matmul: dimension 0 of B (20, 5) is 20; it must be k = 16 (k = 16 by dimension 1 "
        + "of A (3, 16)). B is f32 (k, 5). Give tensors that agree.", error("B", b));
    assertEquals("matmul: dimension 1 of C (3, 6) is 6; it must be 5. C is f32 (m, 5). Give "
        + "tensors that agree.",
        error("C", Tensor.zeros(F32, 3, 6)));
  }

  @Test
  void factsOfSizesAreChecked() {
    Map<String, Tensor> given = good();
    given.put("A", Tensor.zeros(F32, 3, 15));
    given.put("B", Tensor.zeros(F32, Layout.parse("1/2 0 1%2"), 15, 5));
    String message =
        assertThrows(UserError.class, () -> Arguments.bind(MATMUL, given)).getMessage();
    assertEquals("At ArgumentsTest.java:LINE: Size k = 15 is not allowed: it must lie in [1, "
        + "2147483647] and be a multiple of 4. Give "
        + "another.", message.replaceAll("java:\\d+", "java:LINE"));
  }

  @Test
  void layoutsMustAgree() {
    assertEquals("matmul: B is expected in layout \"1/2 0 1%2\"; the tensor given has layout "
        + "\"0 1\". Convert it: tensor.to(Layout.parse(\"1/2 0 1%2\")).",
        error("B", Tensor.zeros(F32, 16, 5)));
  }

  @Test
  void outputsHaveMemoryOfTheirOwn() {
    Tensor all = Tensor.zeros(F32, 48);
    Map<String, Tensor> given = good();
    given.put("A", all.reshape(3, 16));
    given.put("C", all.slice(0, 0, 15).reshape(3, 5));
    assertEquals("matmul: the output C shares memory with the input A. Give C memory of its own.",
        assertThrows(UserError.class, () -> Arguments.bind(MATMUL, given)).reason());
  }

  @Test
  void viewsAreCopiedAndReported() {
    Map<String, Tensor> given = good();
    given.put("A", Tensor.random(F32, 1, 16, 3).permute(1, 0));
    Tensor whole = Tensor.zeros(F32, 3, 10);
    given.put("C", whole.step(1, 2));
    Arguments bound = Arguments.bind(MATMUL, given);
    assertEquals(List.of("A", "C"), bound.copied());
    assertTrue(bound.tensors().get("A").contentEquals(given.get("A")));
    bound.tensors().get("C").fill(2);
    assertEquals(0, whole.getDouble(2, 8));
    bound.deliver(MATMUL);
    assertEquals(2, whole.getDouble(2, 8));
    assertEquals(0, whole.getDouble(2, 9));
  }

  @Test
  void memoryThatWasReleasedIsRefused() {
    Arena arena = Arena.ofShared();
    Tensor tensor = Tensor.over(F32, arena.allocate(3 * 16 * 4, 64), 3, 16);
    arena.close();
    assertEquals("matmul: the memory of the tensor given for A was released: its Arena is closed. "
        + "Keep it open until the run has ended.", error("A", tensor));
  }
}

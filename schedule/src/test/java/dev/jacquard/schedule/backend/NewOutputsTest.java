package dev.jacquard.schedule.backend;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.lower.Lower;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tensors for the outputs of a program, made by it. */
class NewOutputsTest {

  private static final Dim M = dim("m", 2);
  private static final Dim N = dim("n", 5);
  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final RVar R = rvar("r");
  private static final Input X = input("X", F32, M, N);
  private static final Input W = input("W", I32, N).asConstant();
  private static final Layout PANELS = Layout.blocked(2, 1, 4);

  private static final Func SCALED = func("Y", I, J).is(X.at(I, J).times(W.at(J).cast(F32)));
  private static final Func TOTAL = func("T").is(sum(R, W.at(R)));
  private static final Algorithm BOTH = Algorithm.of(SCALED, TOTAL);

  private static Executable load(Algorithm algorithm) {
    InterpreterBackend backend = new InterpreterBackend();
    return backend.load(backend.emit(Lower.lower(algorithm,
        Schedule.of(algorithm).layout("Y", PANELS)), null), backend.devices().getFirst());
  }

  @Test
  void symbolicSizesComeFromTheInputs() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, 3, 5);
    Tensor w = Tensor.of(new int[] {1, 0, 2, 0, 3});
    try (Executable both = load(BOTH)) {
      List<Tensor> outputs = both.newOutputs(x, w);
      assertArrayEquals(new long[] {3, 5}, outputs.getFirst().shape());
      assertEquals(PANELS, outputs.getFirst().layout());
      both.run(x, w, outputs.getFirst(), outputs.getLast());
      assertEquals(45, outputs.getFirst().getDouble(2, 4));
      assertArrayEquals(new int[] {6}, outputs.getLast().toIntArray());
      assertEquals(List.of("Y", "T"),
          List.copyOf(both.newOutputs(Map.of("X", x)).keySet()), "X alone tells both sizes");
    }
  }

  @Test
  void sizesGivenWhenCompilingNeedNoInputs() {
    try (Executable both = load(BOTH.with(Sizes.parse("m=2,n=5")))) {
      Tensor y = both.newOutputs().getFirst();
      assertArrayEquals(new long[] {2, 5}, y.shape());
      assertEquals(PANELS, y.layout());
    }
  }

  @Test
  void constantsMayBeLeftOutAsInARun() {
    try (Executable both = load(BOTH)) {
      assertEquals(2, both.newOutputs(Tensor.zeros(F32, 4, 5)).size());
      Tensor none = Tensor.zeros(F32, 0);
      assertEquals("Y_T takes 2 tensors (X, W), or without the constants 1; it was given 3. Give "
          + "one for each.", assertThrows(UserError.class, () -> both.newOutputs(none, none, none))
              .reason());
    }
  }
}

package dev.jacquard.dsl.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputsTest {

  private static final Var I = Dsl.var("i");
  private static final Dim N = Dsl.dim("n", 100);

  private static Algorithm gather() {
    Input table = Dsl.input("T", DType.F32, Dsl.lit(7));
    Input index = Dsl.input("X", DType.I32, N);
    return Algorithm.of(Dsl.func("G", I).is(
        table.at(index.at(I).clamp(Dsl.lit(DType.I32, 0), Dsl.lit(DType.I32, 6)))));
  }

  @Test
  void indicesAreInRange() {
    Tensor x = Inputs.random(gather().with(Sizes.parse("n=100")), 1).get("X");
    long[] seen = Arrays.stream(x.toLongArray()).distinct().sorted().toArray();
    assertArrayEquals(new long[] {0, 1, 2, 3, 4, 5, 6}, seen);
  }

  @Test
  void gathersReadWhatTheIndexSays() {
    Algorithm algorithm = gather().with(Sizes.parse("n=5"));
    Tensor table = Tensor.of(new float[] {0, 10, 20, 30, 40, 50, 60});
    Result result = Reference.evaluate(algorithm,
        Map.of("T", table, "X", Tensor.of(new int[] {3, 0, 6, -4, 99}))).get("G");
    assertArrayEquals(new float[] {30, 0, 60, 0, 60}, result.values().toFloatArray());
  }

  @Test
  void theSeedDecides() {
    Algorithm algorithm = gather().with(Sizes.parse("n=50"));
    assertTrue(Inputs.random(algorithm, 1).get("T")
        .contentEquals(Inputs.random(algorithm, 1).get("T")));
    assertTrue(!Inputs.random(algorithm, 1).get("T")
        .contentEquals(Inputs.random(algorithm, 2).get("T")));
  }

  @Test
  void recipesMakeTheSameTensors() {
    Algorithm algorithm = gather().with(Sizes.parse("n=50"));
    Map<String, Tensor> made = Inputs.make(Inputs.randomRecipes(algorithm, 4));
    Inputs.random(algorithm, 4).forEach((name, tensor) ->
        assertTrue(tensor.contentEquals(made.get(name)), name));
  }

  @Test
  void longSumsGetSmallerIntegers() {
    RVar r = Dsl.rvar("r");
    Input x = Dsl.input("X", DType.F32, N);
    Algorithm sum = Algorithm.of(Dsl.func("S").is(Dsl.sum(r, x.at(r).times(x.at(r)))));
    assertEquals(8, largest(sum, 1000));
    assertEquals(2, largest(sum, 3_000_000));
  }

  private static double largest(Algorithm algorithm, int n) {
    Tensor x = Inputs.smallIntegers(algorithm.with(Sizes.parse("n=" + n)), 1).get("X");
    return Arrays.stream(x.toDoubleArray()).max().orElseThrow();
  }

  @Test
  void openSizesAreRefused() {
    UserError error = assertThrows(UserError.class, () -> Reference.evaluate(gather(), Map.of()));
    assertEquals("The reference evaluator needs numbers for all sizes of G; n is open. Give them: "
        + "algorithm.with(Sizes.parse(\"n=100\")).", error.reason());
    error = assertThrows(UserError.class, () -> Inputs.random(gather(), 1));
    assertEquals("The size n is open. Give it a number: algorithm.with(sizes).",
        error.reason());
  }

  @Test
  void missingAndWrongTensorsAreNamed() {
    Algorithm algorithm = gather().with(Sizes.parse("n=5"));
    UserError error = assertThrows(UserError.class, () -> Reference.evaluate(algorithm,
        Map.of("T", Tensor.zeros(DType.F32, 7))));
    assertEquals("No tensor was given for the input X: i32[5]. Given: T. Add it.", error.reason());
    error = assertThrows(UserError.class, () -> Reference.evaluate(algorithm,
        Map.of("T", Tensor.zeros(DType.F32, 8), "X", Tensor.zeros(DType.I32, 5))));
    assertEquals("Input T needs f32[7]; it was given f32[8]. Convert it, or give other "
        + "sizes.", error.reason());
  }

  @Test
  void recipesOfNarrowIndexTypesStayInTheirType() {
    Tensor x = new InputRecipe("X", DType.U8, new long[] {1000}, InputRecipe.Kind.INDEX, 100_000, 1)
        .make();
    assertEquals(List.of(0L, 255L), List.of(Arrays.stream(x.toLongArray()).min().orElseThrow(),
        Arrays.stream(x.toLongArray()).max().orElseThrow()));
  }
}

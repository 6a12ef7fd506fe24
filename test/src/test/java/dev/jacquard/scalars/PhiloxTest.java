package dev.jacquard.scalars;

import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.U32;
import static dev.jacquard.dsl.Dsl.call;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Philox;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Reference;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {

  private static final Var I = var("i");
  private static final Var W = var("w");

  /** The known answers for philox4x32, 10 rounds, that come with the authors' Random123. */
  @ParameterizedTest
  @CsvSource({
      "00000000 00000000 00000000 00000000 00000000 00000000,6627e8d5 e169c58d bc57ac4c 9b00dbd8",
      "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff,408f276d 41c83b0e a20bc7c6 6d5451fd",
      "243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0,d16cfe09 94fdcceb 5001e420 24126ea1"})
  void knownAnswers(String counterAndKey, String words) {
    Input x = input("X", U32, lit(6));
    Expr[] arguments = IntStream.range(0, 7).mapToObj(a -> a < 6 ? x.at(lit(a)) : W.cast(U32))
        .toArray(Expr[]::new);
    Algorithm algorithm = Algorithm.of(func("R", W).is(call(MathFunction.PHILOX, arguments))
        .over(W, 4));
    Tensor values = Tensor.of(Arrays.stream(counterAndKey.split(" "))
        .mapToInt(HexFormat::fromHexDigits).toArray()).bitCast(U32);
    assertEquals(words, Arrays.stream(Reference.evaluate(algorithm, Map.of("X", values)).get("R")
        .values().toIntArray()).mapToObj(word -> HexFormat.of().toHexDigits(word))
        .collect(Collectors.joining(" ")));
    assertEquals(List.of(), Backends.disagreements(algorithm, Map.of("X", values)));
  }

  /** Seeds and counters of any type and size; vectors, too. */
  @Test
  void everyBackendDrawsTheSame() {
    Input seeds = input("S", I64, lit(40));
    Var f = var("f");
    Algorithm algorithm = Algorithm.of(
        func("B", W, I).is(Philox.bits(0x1234_5678_9ABCL, W, I)).over(W, 3).over(I, 33),
        Rows.of("U", f, List.of(Philox.uniform(1, I), Philox.uniform(seeds.at(I), I, lit(2)),
            Philox.uniform(-1, I, I, I, I)), 40),
        Rows.of("N", f, List.of(Philox.normal(7, I), Philox.normal(seeds.at(I), I)), 40));
    Map<String, Tensor> inputs = Map.of("S", Tensor.random(I64, 1, 40));
    Reference.evaluate(algorithm, inputs).get("U").tolerances()
        .ifPresent(t -> assertEquals(0, Arrays.stream(t.toDoubleArray()).max().orElse(0)));
    assertEquals(List.of(), Backends.disagreements(algorithm, inputs));
  }

  /** Mean and variance within five standard errors. */
  @Test
  void momentsAreThoseOfTheDistributions() {
    int count = 40_000;
    Algorithm algorithm = Algorithm.of(func("U", I).is(Philox.uniform(42, I)).over(I, count),
        func("N", I).is(Philox.normal(43, I)).over(I, count));
    Map<String, dev.jacquard.dsl.eval.Result> results = Reference.evaluate(algorithm, Map.of());
    double[] uniform = results.get("U").values().toDoubleArray();
    double[] normal = results.get("N").values().toDoubleArray();
    assertTrue(Arrays.stream(uniform).allMatch(u -> u >= 0 && u < 1));
    near(0.5, mean(uniform, 1), Math.sqrt(1 / 12.0 / count));
    near(1 / 3.0, mean(uniform, 2), Math.sqrt(4 / 45.0 / count));
    near(0, mean(normal, 1), Math.sqrt(1.0 / count));
    near(1, mean(normal, 2), Math.sqrt(2.0 / count));
    near(3, mean(normal, 4), Math.sqrt(96.0 / count));
  }

  private static double mean(double[] values, int power) {
    return Arrays.stream(values).map(v -> Math.pow(v, power)).average().orElseThrow();
  }

  private static void near(double expected, double actual, double error) {
    assertEquals(expected, actual, 5 * error);
  }

  @Test
  void numbersAreOfTheNarrowestUsefulType() {
    assertEquals(U32, Philox.bits(1, I).type());
    assertEquals(DType.F32, Philox.normal(1, I).type());
    assertEquals("f32(philox(u32(i), 0u32, 0u32, 0u32, 1u32, 0u32, 0u32) >> 8) * 5.9604645E-8f",
        Philox.uniform(1, I).toString());
  }
}

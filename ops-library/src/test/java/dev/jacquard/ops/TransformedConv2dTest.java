package dev.jacquard.ops;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.ops.cpu.TransformedConv2d;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.interpret.InterpreterBackend;
import dev.jacquard.schedule.lower.Lower;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other ways to convolve: the values of {@link Conv2d}, whatever the schedule. */
class TransformedConv2dTest {

  private final long seed = 11;

  @ParameterizedTest
  @CsvSource({"1,3,3,1,1,0", "2,7,6,3,5,1", "1,5,18,2,67,1", "1,2,9,17,64,2"})
  void winogradAddsTheSame(long n, long h, long w, long ci, long co, long padding) {
    Func winograd = WinogradConv2d.winogradConv2d("Y", images(n, h, w, ci), weights(3, 3, ci, co),
        lit(h + 2 * padding - 2), lit(w + 2 * padding - 2), lit(padding));
    holds(winograd, "n=%d,h=%d,w=%d,ci=%d,co=%d,kh=3,kw=3,stride=1,padding=%d".formatted(n, h, w,
        ci, co, padding), TransformedConv2d::winograd);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,1,1,1,1,1,0", "2,7,6,3,5,3,2,2,1", "1,5,9,2,67,1,1,1,0",
      "1,9,15,17,64,3,5,1,2"})
  void columnsTimesWeightsAreTheSame(long n, long h, long w, long ci, long co, long kh, long kw,
      long stride, long padding) {
    List<Expr> kernel = List.of(lit(kh), lit(kw));
    Func im2col = Im2colConv2d.im2colConv2d("Y", images(n, h, w, ci), weights(kh, kw, ci, co),
        lit((h + 2 * padding - kh) / stride + 1), lit((w + 2 * padding - kw) / stride + 1), kernel,
        lit(stride), lit(padding));
    holds(im2col, "n=%d,h=%d,w=%d,ci=%d,co=%d,kh=%d,kw=%d,stride=%d,padding=%d".formatted(n, h, w,
        ci, co, kh, kw, stride, padding), TransformedConv2d::im2col);
  }

  private static Input images(long n, long h, long w, long ci) {
    return input("X", F32, lit(n), lit(h), lit(w), lit(ci));
  }

  private static Input weights(long kh, long kw, long ci, long co) {
    return input("W", F32, lit(kh), lit(kw), lit(ci), lit(co)).asConstant();
  }

  /** Sums of small integers, and halves and quarters of them, are exact in any order. */
  private void holds(Func func, String sizes,
      BiFunction<Algorithm, Target, Schedule> schedule) {
    Algorithm direct = new Conv2d().algorithm().with(Sizes.parse(sizes));
    Algorithm other = Algorithm.of(func);
    Map<String, Tensor> inputs = Inputs.smallIntegers(direct, seed);
    Result wanted = Reference.evaluate(direct, inputs).get("Y");
    assertArrayEquals(wanted.values().toCanonical().toDoubleArray(),
        Reference.evaluate(other, inputs).get("Y").values().toCanonical().toDoubleArray(), sizes);
    for (Target target : List.of(Target.AVX512, Target.SCALAR)) {
      assertEquals(schedule.apply(other, target), DefaultSchedule.of(other, target));
      Tensor got = run(other, DefaultSchedule.of(other, target), inputs, wanted.values().shape());
      Check check = Check.of(wanted, got);
      assertTrue(check.ok(), check.message());
    }
  }

  private static Tensor run(Algorithm algorithm, Schedule schedule, Map<String, Tensor> inputs,
      long[] shape) {
    Backend backend = new InterpreterBackend();
    Device device = backend.devices().getFirst();
    Artifact artifact = backend.emit(Lower.lower(algorithm, schedule), device.target());
    try (Executable executable = backend.load(artifact, device)) {
      Map<String, Tensor> arguments = new HashMap<>(inputs);
      arguments.put("Y", Tensor.zeros(F32, shape).fill(77));
      executable.prepare(Map.of("W", inputs.get("W")));
      executable.run(arguments);
      return arguments.get("Y");
    }
  }
}

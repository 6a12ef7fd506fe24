package dev.jacquard.opencl.device;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.lower.Lower;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vector functions at every size of argument: zeros, subnormals, infinities and NaN among them. */
@RequiresOpenCl
class VectorMathTest {

  private static final int COUNT = 1 << 16;

  @TempDir
  static Path cache;

  private final DeviceFixture fixture = new DeviceFixture(cache);

  /** The upper halves of all floats. */
  private static Tensor everywhere() {
    Tensor values = Tensor.zeros(F32, COUNT);
    for (int k = 0; k < COUNT; k++) {
      values.setDoubleAt(k, Float.intBitsToFloat(k << 16));
    }
    return values;
  }

  private void agrees(UnaryOperator<Expr> function, int lanes) {
    agrees(function, lanes, everywhere());
  }

  private void agrees(UnaryOperator<Expr> function, int lanes, Tensor values) {
    Var i = var("i");
    Func y = func("Y", i).is(function.apply(input("X", F32, lit(COUNT)).at(i)));
    Algorithm algorithm = Algorithm.of(y);
    Map<String, Tensor> inputs = Map.of("X", values);
    Result wanted = Reference.evaluate(algorithm, inputs).get("Y");
    Tensor actual = Tensor.zeros(F32, COUNT);
    try (Executable mine = fixture.load(fixture.backend.emit(
        Lower.lower(algorithm, Schedule.of(y).vectorize("i", lanes)), fixture.device.target()))) {
      mine.run(inputs.get("X"), actual);
    }
    Check check = Check.of(wanted, actual);
    assertTrue(check.ok(), () -> lanes + " lanes: " + check);
  }

  /** Each value beside one of another size. */
  private static Tensor mixed() {
    Tensor values = Tensor.zeros(F32, COUNT);
    for (int k = 0; k < COUNT; k++) {
      values.setDoubleAt(k, Float.intBitsToFloat(k % 2 == 0 ? k << 16 : 0x71490000 - (k << 14)));
    }
    return values;
  }

  @Test
  void smallAnglesBesideLargeOnes() {
    for (Tensor values : List.of(everywhere(), mixed())) {
      agrees(Dsl::sin, 16, values);
      agrees(Dsl::cos, 8, values);
      agrees(Dsl::tan, 4, values);
    }
  }

  @Test
  void exp() {
    agrees(Dsl::exp, 16);
    agrees(Dsl::exp, 4);
  }

  @Test
  void tanh() {
    agrees(Dsl::tanh, 16);
    agrees(Dsl::tanh, 8);
  }

  @Test
  void erf() {
    agrees(Dsl::erf, 16);
    agrees(Dsl::erf, 2);
  }

  @Test
  void extremes() {
    agrees(x -> x.max(Dsl.sqrt(x)), 16);
    agrees(x -> Dsl.sqrt(x).max(x), 4);
    agrees(x -> x.min(Dsl.sqrt(x)), 8);
    agrees(x -> Dsl.sqrt(x).min(x), 16);
  }
}

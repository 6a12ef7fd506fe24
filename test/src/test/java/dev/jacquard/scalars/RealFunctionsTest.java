package dev.jacquard.scalars;

import static dev.jacquard.dsl.Dsl.call;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.isfinite;
import static dev.jacquard.dsl.Dsl.isinf;
import static dev.jacquard.dsl.Dsl.isnan;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RealFunctionsTest {

  private static final List<DType> TYPES =
      Arrays.stream(DType.values()).filter(DType::isFloat).toList();
  private static final double[] SPECIAL = {0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 10, 100,
      1e-3, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
  private static final Var F = var("f");
  private static final Var I = var("i");
  private static final int SIZE = 300;

  /** Every function of floats of a type, one row each. */
  private static Func functions(DType type) {
    Expr[] x = {input("X" + type, type, lit(SIZE)).at(I), input("Y" + type, type, lit(SIZE)).at(I),
        input("Z" + type, type, lit(SIZE)).at(I)};
    List<Expr> all = new ArrayList<>();
    for (MathFunction function : MathFunction.values()) {
      if (!function.isInteger()) {
        all.add(call(function, Arrays.copyOf(x, function.arity())));
      }
    }
    return Rows.of("R" + type, F, all, SIZE);
  }

  private static Tensor values(DType type, long seed) {
    Random random = new Random(seed);
    Tensor values = Tensor.zeros(type, SIZE);
    for (int i = 0; i < SIZE; i++) {
      values.setDoubleAt(i, random.nextInt(4) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)]
          : random.nextDouble(-4, 4));
    }
    return values;
  }

  private static Map<String, Tensor> inputs(Algorithm algorithm) {
    Map<String, Tensor> inputs = new HashMap<>();
    algorithm.inputs().forEach(input -> inputs.put(input.name(), values(input.type(),
        input.name().charAt(0))));
    return inputs;
  }

  @Test
  void everyFunctionOfEveryType() {
    Algorithm algorithm = Algorithm.of(TYPES.stream().map(RealFunctionsTest::functions)
        .toArray(Func[]::new));
    assertEquals(List.of(), Backends.disagreements(algorithm, inputs(algorithm)));
  }

  @Test
  void classes() {
    List<Func> all = new ArrayList<>();
    for (DType type : TYPES) {
      Expr x = input("X" + type, type, lit(SIZE)).at(I);
      all.add(Rows.of("R" + type, F, List.of(isnan(x), isinf(x), isfinite(x),
          isnan(x.times(2).minus(x)), isfinite(x.div(x))), SIZE));
    }
    Algorithm algorithm = Algorithm.of(all.toArray(Func[]::new));
    assertEquals(List.of(), Backends.disagreements(algorithm, inputs(algorithm)));
  }
}

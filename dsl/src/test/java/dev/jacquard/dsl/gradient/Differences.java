package dev.jacquard.dsl.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Gradients against central differences in f64, on the reference evaluator. */
final class Differences {

  private static final double STEP = 1e-5;
  private static final double ALLOWED = 1e-7;

  private Differences() {}

  /** Every derivative of the loss is its slope at seeded random inputs. */
  static void agree(Func loss, Input... inputs) {
    Algorithm open = Algorithm.of(loss);
    Algorithm algorithm = open.with(Sizes.defaults(open.dims()));
    Map<String, Tensor> values = Inputs.random(algorithm, 3);
    List<Func> gradients = Dsl.gradient(loss, inputs);
    for (int k = 0; k < inputs.length; k++) {
      Tensor derivatives = evaluate(gradients.get(k), values);
      Tensor input = values.get(inputs[k].name());
      assertEquals(input.size(), derivatives.size(), inputs[k].name());
      for (long at = 0; at < input.size(); at++) {
        double slope = slope(algorithm, values, input, at);
        double found = derivatives.getDoubleAt(at);
        assertTrue(Math.abs(slope - found) <= ALLOWED * Math.max(1, Math.abs(slope)),
            "by element %d of %s: %s, by differences %s\n%s".formatted(at, inputs[k].name(), found,
                slope, Algorithm.of(gradients.get(k))));
      }
    }
  }

  /** The values of a Func of some of the inputs at their default sizes. */
  static Tensor evaluate(Func func, Map<String, Tensor> values) {
    Algorithm open = Algorithm.of(func);
    Algorithm algorithm = open.with(Sizes.defaults(open.dims()));
    Map<String, Tensor> own = algorithm.inputs().stream()
        .collect(Collectors.toMap(Input::name, input -> values.get(input.name())));
    return Reference.evaluate(algorithm, own).get(func.name()).values();
  }

  private static double slope(Algorithm loss, Map<String, Tensor> values, Tensor input, long at) {
    double before = input.getDoubleAt(at);
    input.setDoubleAt(at, before + STEP);
    double up = value(loss, values);
    input.setDoubleAt(at, before - STEP);
    double down = value(loss, values);
    input.setDoubleAt(at, before);
    return (up - down) / (2 * STEP);
  }

  private static double value(Algorithm loss, Map<String, Tensor> values) {
    return Reference.evaluate(loss, values).values().iterator().next().values().getDoubleAt(0);
  }
}

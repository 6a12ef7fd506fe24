package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The reference evaluator: computes an algorithm point by point, whatever its schedule.
 *
 * <p>Integers are exact in their type and wrap; floats are computed in double and rounded only at
 * casts. With each value that hangs on a float it says how far a correct program may be from it, by
 * a running error analysis, operation by operation (Higham, "Accuracy and Stability of Numerical
 * Algorithms", 2002, section 3.3).
 *
 * <pre>{@code
 * Algorithm algorithm = Algorithm.of(c).with(Sizes.parse("m=64,n=64,k=64"));
 * Map<String, Tensor> inputs = Inputs.random(algorithm, 1);
 * Check check = Check.of(Reference.expect(algorithm, inputs).get("C"), actual);
 * }</pre>
 */
public final class Reference {

  /** The most scalar operations that {@link #expect} evaluates whole. */
  public static final double WHOLE_OPERATIONS = 1e8;
  private static final double SMALL_PRODUCER_OPERATIONS = 1e6;

  private Reference() {}

  /**
   * Every value of every output, by name.
   *
   * @param algorithm all its sizes are numbers: {@code algorithm.with(sizes)}
   * @param inputs a tensor of the right type and shape for each input, by name
   * @throws UserError if a size or a tensor is missing, or a tensor does not fit
   */
  public static Map<String, Result> evaluate(Algorithm algorithm, Map<String, Tensor> inputs) {
    Evaluation evaluation = begin(algorithm, inputs);
    algorithm.funcs().forEach(evaluation::addWhole);
    Map<String, Result> results = new LinkedHashMap<>();
    algorithm.outputs().forEach(func -> results.putAll(evaluation.whole(func)));
    return results;
  }

  /**
   * The corners, random points of the edges and 4096 random points of every output, by name.
   * Producers are evaluated where they are read, small ones whole.
   *
   * @param seed chooses the points
   */
  public static Map<String, Result> sample(Algorithm algorithm, Map<String, Tensor> inputs,
      long seed) {
    Evaluation evaluation = begin(algorithm, inputs);
    Map<String, Result> results = new LinkedHashMap<>();
    for (Func func : algorithm.funcs()) {
      boolean whole = func.isStaged() || Cost.of(func) <= SMALL_PRODUCER_OPERATIONS;
      if (whole) {
        evaluation.addWhole(func);
      } else {
        evaluation.addLazy(func);
      }
      if (algorithm.outputs().contains(func)) {
        results.putAll(func.isStaged() ? evaluation.whole(func)
            : evaluation.at(func, points(func, seed)));
      }
    }
    return results;
  }

  private static long[] points(Func func, long seed) {
    return Points.of(func.ranges().stream().mapToLong(r -> Math.max(0,
        Index.constant(r.extent(), Scope.EMPTY)
            .orElseThrow())).toArray(), seed);
  }

  /** {@link #evaluate} up to {@link #WHOLE_OPERATIONS}, else {@link #sample}. */
  public static Map<String, Result> expect(Algorithm algorithm, Map<String, Tensor> inputs) {
    return operations(algorithm) <= WHOLE_OPERATIONS ? evaluate(algorithm, inputs)
        : sample(algorithm, inputs, 1);
  }

  /** How many scalar operations an algorithm whose sizes are numbers has, roughly. */
  public static double operations(Algorithm algorithm) {
    return Cost.of(algorithm);
  }

  private static Evaluation begin(Algorithm algorithm, Map<String, Tensor> inputs) {
    if (!algorithm.dims().isEmpty()) {
      throw UserError.here(("The reference evaluator needs numbers for all sizes of %s; %s is open."
          + " Give them: algorithm.with(Sizes.parse(\"%s\")).").formatted(algorithm.name(),
              algorithm.dims().getFirst(), algorithm.dims().stream()
                  .map(d -> d.name() + "=" + d.defaultSize()).collect(Collectors.joining(","))));
    }
    algorithm.inputs().forEach(input -> check(input, inputs));
    Laws.require(algorithm);
    return new Evaluation(algorithm, inputs);
  }

  private static void check(Input input, Map<String, Tensor> inputs) {
    Tensor tensor = inputs.get(input.name());
    long[] shape = Inputs.shape(input);
    if (tensor == null) {
      throw UserError.here(("No tensor was given for the input %s. Given: %s. Add "
          + "it.").formatted(input,
          inputs.isEmpty() ? "none" : String.join(", ", inputs.keySet())));
    }
    if (tensor.type() != input.type() || !Arrays.equals(tensor.shape(), shape)) {
      throw UserError.here(("Input %s needs %s; it was given %s. Convert it, or give other "
          + "sizes.").formatted(input.name(), describe(input.type(), shape),
              describe(tensor.type(), tensor.shape())));
    }
  }

  private static String describe(DType type, long[] shape) {
    return type + Arrays.toString(shape);
  }
}

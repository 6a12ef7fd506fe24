package dev.jacquard.conformance.programs;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A program that somebody wrote for another system, with its sizes bound.
 *
 * @param origin project and file
 * @param source makes the outputs
 * @param given inputs that must have certain values; the others are random
 * @param expected plain loops for some outputs, by name
 */
record ConformanceProgram(String name, String origin, Supplier<Algorithm> source,
    Map<String, Tensor> given, Map<String, Point> expected) {

  /** The value of an output at one point, computed by plain Java in double or long. */
  @FunctionalInterface
  interface Point {
    double at(Values in, int... at);
  }

  /** The inputs, by name and index. */
  record Values(Map<String, Tensor> tensors) {

    double at(String input, long... index) {
      return tensors.get(input).getDouble(index);
    }

    /** The element at the nearest index that is inside. */
    double clamped(String input, long... index) {
      long[] shape = tensors.get(input).shape();
      for (int d = 0; d < index.length; d++) {
        index[d] = Math.clamp(index[d], 0, shape[d] - 1);
      }
      return at(input, index);
    }

    int size(String input, int dimension) {
      return (int) tensors.get(input).shape()[dimension];
    }
  }

  static ConformanceProgram of(String name, String origin, Supplier<Func> output) {
    return new ConformanceProgram(name, origin, () -> Algorithm.of(output.get()), Map.of(),
        Map.of());
  }

  /** A program of several outputs. */
  static ConformanceProgram ofAll(String name, String origin, Supplier<Func[]> outputs) {
    return new ConformanceProgram(name, origin, () -> Algorithm.of(outputs.get()), Map.of(),
        Map.of());
  }

  ConformanceProgram given(String input, Tensor tensor) {
    Map<String, Tensor> more = new LinkedHashMap<>(given);
    more.put(input, tensor);
    return new ConformanceProgram(name, origin, source, more, expected);
  }

  ConformanceProgram expecting(String output, Point point) {
    Map<String, Point> more = new LinkedHashMap<>(expected);
    more.put(output, point);
    return new ConformanceProgram(name, origin, source, given, more);
  }

  Algorithm algorithm() {
    return source.get();
  }

  /** The inputs given, and seeded random ones. */
  Map<String, Tensor> inputs(Algorithm algorithm) {
    Map<String, Tensor> inputs = new LinkedHashMap<>(Inputs.random(algorithm, 1));
    inputs.putAll(given);
    return inputs;
  }

  @Override
  public String toString() {
    return name + " (" + origin + ")";
  }
}

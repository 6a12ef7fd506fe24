package dev.jacquard.conformance.programs;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.schedule.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A program that somebody wrote for another system, with its sizes bound.
 *
 * @param origin project and file
 * @param source makes the outputs
 * @param given inputs that must have certain values; the others are random
 * @param expected plain loops for some outputs, by name
 * @param hand a schedule of the program's own, where it is about one
 */
record ConformanceProgram(String name, String origin, Supplier<Algorithm> source,
    Map<String, Tensor> given, Map<String, Point> expected,
    Optional<UnaryOperator<Schedule>> hand) {

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
        Map.of(), Optional.empty());
  }

  /** A program of several outputs. */
  static ConformanceProgram ofAll(String name, String origin, Supplier<Func[]> outputs) {
    return new ConformanceProgram(name, origin, () -> Algorithm.of(outputs.get()), Map.of(),
        Map.of(), Optional.empty());
  }

  ConformanceProgram given(String input, Tensor tensor) {
    Map<String, Tensor> more = new LinkedHashMap<>(given);
    more.put(input, tensor);
    return new ConformanceProgram(name, origin, source, more, expected, hand);
  }

  ConformanceProgram expecting(String output, Point point) {
    Map<String, Point> more = new LinkedHashMap<>(expected);
    more.put(output, point);
    return new ConformanceProgram(name, origin, source, given, more, hand);
  }

  ConformanceProgram scheduled(UnaryOperator<Schedule> byHand) {
    return new ConformanceProgram(name, origin, source, given, expected, Optional.of(byHand));
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

package dev.jacquard.dsl;

import java.util.List;
import java.util.stream.Collectors;

/** The text form of an algorithm. */
final class AlgorithmPrinter {

  private AlgorithmPrinter() {}

  static String print(Algorithm algorithm) {
    StringBuilder text = new StringBuilder();
    for (Input input : algorithm.inputs()) {
      text.append("input ").append(input).append('\n');
    }
    for (Func func : algorithm.funcs()) {
      String kind = algorithm.outputs().contains(func) ? "output " : "func ";
      text.append(kind).append(func).append("  // ").append(types(func)).append(ranges(func))
          .append('\n');
    }
    return text.toString();
  }

  private static String types(Func func) {
    return func.types().stream().map(DType::toString).collect(Collectors.joining(" "));
  }

  private static String ranges(Func func) {
    List<String> own = new java.util.ArrayList<>();
    func.indices().forEach(v -> own.add(v + " in " + func.range(v).orElseThrow()));
    func.variables().forEach(r -> own.add(r + " in " + r.given()));
    return own.isEmpty() ? "" : ", " + own.stream().collect(Collectors.joining(", "));
  }
}

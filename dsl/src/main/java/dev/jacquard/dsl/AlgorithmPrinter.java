package dev.jacquard.dsl;

import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The text form of an algorithm: one statement a line, in the order of {@code docs/text.md}. */
final class AlgorithmPrinter {

  /** Of a line, less the first word. */
  private static final int COLUMNS = 92;

  private AlgorithmPrinter() {}

  static String print(Algorithm algorithm) {
    List<String> lines = new ArrayList<>();
    lines.add("jacquard 1");
    if (algorithm.isRelaxed()) {
      lines.add("floats relaxed");
    }
    algorithm.dims().forEach(dim -> lines.add(print(dim)));
    algorithm.inputs().forEach(input -> lines.add("input " + input));
    algorithm.funcs().forEach(func -> func.reduction().map(Reduce::combiner)
        .filter(Reducer.class::isInstance).map(Reducer.class::cast)
        .filter(reducer -> !reducer.isProven()).ifPresent(r -> lines.add(print(r))));
    algorithm.funcs().forEach(func ->
        lines.add((algorithm.outputs().contains(func) ? "output " : "func ") + print(func)));
    algorithm.agreements().stream().filter(a -> !isConstant(a.first()) || !isConstant(a.second()))
        .forEach(a -> lines.add("require %s == %s for %s of %s".formatted(a.first(), a.second(),
            a.index(), a.func())));
    if (!algorithm.outputs().equals(algorithm.funcs().stream()
        .filter(algorithm.outputs()::contains).toList())) {
      lines.add("outputs " + algorithm.outputs().stream().map(Func::name)
          .collect(Collectors.joining(", ")));
    }
    return lines.stream().distinct().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static boolean isConstant(Expr e) {
    return e instanceof IntConst;
  }

  private static String print(Reducer reducer) {
    return "reducer %s%s(%s) = %s".formatted(reducer.symbol(),
        reducer.isCommutative() ? "" : " ordered", reducer.identity().stream().map(Expr::toString)
            .collect(Collectors.joining(", ")), Tuple.of(reducer.combined()));
  }

  private static String print(Dim dim) {
    return "dim " + dim.name() + " = " + dim.defaultSize()
        + (dim.least() == 1 ? "" : ", at least " + dim.least())
        + (dim.most() == Integer.MAX_VALUE ? "" : ", at most " + dim.most())
        + (dim.multiple() == 1 ? "" : ", multiple of " + dim.multiple());
  }

  private static String print(Func func) {
    List<String> ranges = new ArrayList<>();
    if (func.asUpdate().isEmpty()) {
      func.indices().forEach(v -> ranges.add(range(v.name(), func.range(v).orElseThrow())));
    }
    func.variables().forEach(r -> ranges.add(range(r.name(), r.given())));
    String over = ranges.isEmpty() ? "" : "for " + String.join(", ", ranges);
    String type = "  // " + func.types().stream().map(DType::toString)
        .collect(Collectors.joining(" "));
    boolean fits = func.toString().length() + over.length() + type.length() < COLUMNS;
    return over.isEmpty() ? func + type : func + (fits ? " " : "\n  ") + over + type;
  }

  /** The end of a range where that says it exactly, else its extent. */
  private static String range(String index, Range range) {
    Expr end = Index.simplify(range.min().plus(range.extent()), Scope.EMPTY);
    String upTo = range.isFromZero() ? range.extent().toString()
        : Range.between(range.min(), end).equals(range) ? end.toString()
        : "+(" + range.extent() + ")";
    return index + " in [" + range.min() + ", " + upTo + ")";
  }
}

package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds symbolic sizes from the shapes of arguments, and checks the shapes against them. */
final class SizeSolver {

  /** That dimension {@code place} of {@code tensor}, the argument for {@code buffer}, is known. */
  private record Equation(Buffer buffer, Tensor tensor, int place) {
    Expr extent() {
      return buffer.extents().get(place);
    }

    long value() {
      return tensor.extent(place);
    }

    @Override
    public String toString() {
      return "dimension %d of %s %s".formatted(place, buffer.name(),
          ArgumentChecks.shape(tensor.shape()));
    }
  }

  private final Program program;
  private final List<Equation> equations = new ArrayList<>();
  private final Map<String, Long> known = new LinkedHashMap<>();
  private final Map<String, Equation> origins = new HashMap<>();

  SizeSolver(Program program, List<Buffer> buffers, Map<String, Tensor> given) {
    this.program = program;
    for (Buffer buffer : buffers) {
      for (int d = 0; d < buffer.extents().size(); d++) {
        equations.add(new Equation(buffer, given.get(buffer.name()), d));
      }
    }
    equations.stream().filter(e -> e.extent() instanceof Dim).forEach(this::solve);
    boolean progress = true;
    while (progress) {
      int before = known.size();
      equations.forEach(this::solve);
      progress = known.size() > before;
    }
  }

  private void solve(Equation equation) {
    Set<String> unknown = names(equation.extent());
    unknown.removeAll(known.keySet());
    if (unknown.size() == 1) {
      String name = unknown.iterator().next();
      root(equation.extent(), name, equation.value()).ifPresent(value -> {
        known.put(name, value);
        origins.put(name, equation);
      });
    }
  }

  /** The size at which {@code extent} is {@code value}, if extent is affine in it. */
  private OptionalLong root(Expr extent, String name, long value) {
    long atZero = at(extent, name, 0);
    long slope = at(extent, name, 1) - atZero;
    if (slope == 0 || (value - atZero) % slope != 0) {
      return OptionalLong.empty();
    }
    long solution = (value - atZero) / slope;
    return at(extent, name, solution) == value ? OptionalLong.of(solution) : OptionalLong.empty();
  }

  private long at(Expr extent, String name, long value) {
    Map<String, Long> variables = new HashMap<>(known);
    variables.put(name, value);
    return HostValues.evaluate(extent, variables);
  }

  private static Set<String> names(Expr e) {
    Set<String> names = new LinkedHashSet<>();
    Rewrite.walk(e, node -> {
      if (node instanceof Dim dim) {
        names.add(dim.name());
      }
    });
    return names;
  }

  /** Every shape agrees with the sizes, and every size with its facts. */
  void check() {
    for (Equation equation : equations) {
      if (known.keySet().containsAll(names(equation.extent()))) {
        check(equation, HostValues.evaluate(equation.extent(), known));
      }
    }
    for (Dim dim : program.sizes()) {
      if (known.containsKey(dim.name())) {
        dim.require(known.get(dim.name()));
      }
    }
  }

  private void check(Equation equation, long wanted) {
    if (equation.value() != wanted) {
      throw UserError.here(("%s: %s is %d; it must be %s. %s is %s. Give tensors that "
          + "agree.").formatted(program.name(), equation, equation.value(),
              explain(equation.extent(), wanted), equation.buffer().name(),
              ArgumentChecks.declared(equation.buffer())));
    }
  }

  private String explain(Expr extent, long value) {
    if (extent instanceof IntConst) {
      return "" + value;
    }
    return "%s = %d (%s)".formatted(extent, value, names(extent).stream()
        .map(n -> "%s = %d by %s".formatted(n, known.get(n), origins.get(n)))
        .collect(Collectors.joining(", ")));
  }

  /** The sizes found. */
  Map<String, Long> known() {
    return known;
  }

  /**
   * The sizes, each of which must have been found.
   *
   * @param remedy what to do about one that was not, as far as the words "when compiling"
   */
  Map<String, Long> all(String remedy) {
    for (Dim dim : program.sizes()) {
      if (!known.containsKey(dim.name())) {
        throw UserError.here(("%s: no shape tells the size %s. %s when compiling, for example "
            + "%s=%d.").formatted(program.name(), dim.name(), remedy, dim.name(),
                dim.defaultSize()));
      }
    }
    return known;
  }
}

package dev.jacquard.dsl;

import java.util.Map;

/** Collects the inputs and sizes that a Func uses, by name, in order. */
final class Uses {

  private final Map<String, Input> inputs;
  private final Map<String, Dim> dims;

  Uses(Map<String, Input> inputs, Map<String, Dim> dims) {
    this.inputs = inputs;
    this.dims = dims;
  }

  void visit(Func func) {
    Rewrite.walk(func.definition(), this::visit);
    func.ranges().forEach(this::visit);
  }

  private void visit(Range range) {
    Rewrite.walk(range.min(), this::visit);
    Rewrite.walk(range.extent(), this::visit);
  }

  private void visit(Expr e) {
    switch (e) {
      case Dim dim -> add(dims, dim.name(), dim, "sizes");
      case Reduce reduce -> reduce.variables().forEach(r -> r.range().ifPresent(this::visit));
      case Update update -> update.variables().forEach(r -> r.range().ifPresent(this::visit));
      case Access access when access.source() instanceof Input input -> {
        add(inputs, input.name(), input, "inputs");
        input.extents().forEach(extent -> Rewrite.walk(extent, this::visit));
      }
      default -> { }
    }
  }

  private static <T> void add(Map<String, T> found, String name, T value, String kind) {
    T old = found.putIfAbsent(name, value);
    if (old != null && !old.equals(value)) {
      throw UserError.here("Two different %s are named %s. Rename one.".formatted(kind, name));
    }
  }
}

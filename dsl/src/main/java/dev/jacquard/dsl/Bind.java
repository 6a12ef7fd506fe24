package dev.jacquard.dsl;

import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replaces sizes by numbers in Funcs and in the inputs that they access. */
final class Bind {

  private final Map<String, Expr> values;
  private final Map<Func, Func> made;

  Bind(Map<String, Expr> values, Map<Func, Func> made) {
    this.values = values;
    this.made = made;
  }

  Func apply(Func func) {
    Map<String, Range> ranges = new LinkedHashMap<>();
    func.indices().forEach(v -> ranges.put(v.name(), bind(func.range(v).orElseThrow())));
    return func.with(bind(func.definition()), ranges);
  }

  private Range bind(Range range) {
    return range.map(e -> Index.simplify(Rewrite.substitute(e, values), Scope.EMPTY));
  }

  private Expr bind(Expr e) {
    return switch (e) {
      case Dim dim -> values.getOrDefault(dim.name(), dim);
      case Access access -> bind(access);
      case Reduce reduce -> new Reduce(reduce.combiner(), bind(reduce.variables()),
          bind(reduce.body()));
      case Update update -> bind(update);
      default -> e.mapChildren(this::bind);
    };
  }

  private List<RVar> bind(List<RVar> variables) {
    return variables.stream().map(r -> new RVar(r.name(), bind(r.given()))).toList();
  }

  private Update bind(Update update) {
    Update mapped = (Update) update.mapChildren(this::bind);
    return mapped.of(made.get(update.previous())).over(bind(update.variables()));
  }

  private Access bind(Access access) {
    Access mapped = (Access) access.mapChildren(this::index);
    return switch (access.source()) {
      case Func func -> mapped.of(made.get(func));
      case Input input -> mapped.of(bind(input));
    };
  }

  /** Simpler, unless it reads a tensor: inputs are the same at every size. */
  private Expr index(Expr e) {
    Expr bound = bind(e);
    return reads(bound) ? bound : Index.simplify(bound, Scope.EMPTY);
  }

  private static boolean reads(Expr e) {
    return e instanceof Access || e.children().stream().anyMatch(Bind::reads);
  }

  private Input bind(Input input) {
    return new Input(input.name(), input.type(),
        input.extents().stream().map(e -> Index.simplify(Rewrite.substitute(e, values),
            Scope.EMPTY)).toList(), input.constant());
  }
}

package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be accessed by indices: an {@link Input} or another {@link Func}. */
public sealed interface Source permits Input, Func {

  String name();

  DType type();

  /** The types of the values at a point: one, or several of a Func defined as a tuple. */
  default List<DType> types() {
    return List.of(type());
  }

  /** The name of the memory that holds value {@code component}. */
  default String buffer(int component) {
    return name();
  }

  /** The number of indices. */
  int rank();

  /** The legal indices of a dimension; of a Func, once an {@link Algorithm} has inferred it. */
  default Range range(int dimension) {
    return switch (this) {
      case Input input -> Range.to(input.extents().get(dimension));
      case Func func -> func.ranges().get(dimension);
    };
  }

  /** The value at {@code indices}, which must lie inside: see {@link #edge} for other rules. */
  default Expr at(Expr... indices) {
    return Access.of(this, Edge.NONE, indices);
  }

  /**
   * The names of the dimensions: of a Func its indices', of an Input its sizes', or {@code d0},
   * {@code d1}, ... where a size has no name.
   */
  default List<String> dimensions() {
    List<String> names = new ArrayList<>();
    for (int d = 0; d < rank(); d++) {
      names.add(switch (this) {
        case Func func -> func.indices().get(d).name();
        case Input input -> input.extents().get(d) instanceof Dim dim ? dim.name() : "d" + d;
      });
    }
    return names;
  }

  /**
   * The value at indices given by the names of {@link #dimensions}, in whatever order those lie.
   *
   * @throws UserError if a name is missing, or is none of the dimensions
   */
  default Expr at(Map<String, ? extends Expr> indices) {
    Given.given(indices, "The indices of " + name());
    List<String> names = dimensions();
    if (names.size() != indices.size() || !names.containsAll(indices.keySet())) {
      throw UserError.here(("%s has the dimensions %s; the access names %s. Name each of its "
          + "dimensions once.").formatted(name(),
          String.join(", ", names), String.join(", ", indices.keySet().stream().sorted()
              .toList())));
    }
    return at(names.stream().map(indices::get).toArray(Expr[]::new));
  }

  /** This source with a rule for indices outside it. */
  default Edged edge(Edge edge) {
    return new Edged(this, edge, Access.onlyComponent(this));
  }

  /** One value of a source, seen through an edge rule. */
  record Edged(Source source, Edge edge, int component) {

    public Expr at(Expr... indices) {
      return Access.of(source, edge, component, indices);
    }

    /** The same value with a rule for indices outside the source. */
    public Edged edge(Edge rule) {
      return new Edged(source, rule, component);
    }
  }
}

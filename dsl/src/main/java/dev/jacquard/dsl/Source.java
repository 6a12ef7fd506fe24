package dev.jacquard.dsl;

import java.util.List;

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

package dev.jacquard.dsl;

/** What can be accessed by indices: an {@link Input} or another {@link Func}. */
public sealed interface Source permits Input, Func {

  String name();

  DType type();

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
    return new Edged(this, edge);
  }

  /** A source seen through an edge rule. */
  record Edged(Source source, Edge edge) {

    public Expr at(Expr... indices) {
      return Access.of(source, edge, indices);
    }
  }
}

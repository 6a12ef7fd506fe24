package dev.jacquard.dsl;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The value of a source at a point.
 *
 * @param edge what indices outside the source mean
 * @param component which of several values of a Func; 0 where it has one
 */
public record Access(Source source, List<Expr> indices, Edge edge, int component)
    implements Comprehension {

  public Access {
    indices = List.copyOf(indices);
  }

  static Access of(Source source, Edge edge, Expr... indices) {
    return of(source, edge, onlyComponent(source), indices);
  }

  static int onlyComponent(Source source) {
    if (source.types().size() > 1) {
      throw UserError.here("%s has %d values a point. Choose one: %s.value(0).at(...).".formatted(
          source.name(), source.types().size(), source.name()));
    }
    return 0;
  }

  static Access of(Source source, Edge edge, int component, Expr... indices) {
    return new Access(source, indices(source, indices), converted(edge, source, component),
        component);
  }

  /** Indices of the right number and type. */
  static List<Expr> indices(Source source, Expr... indices) {
    Given.all("Index of " + source.name(), indices);
    if (indices.length != source.rank()) {
      throw UserError.here(("%s has rank %d; the number of its indices here is %d: %s. Give one "
          + "index a dimension.").formatted(source.name(), source.rank(), indices.length,
              List.of(indices)));
    }
    for (Expr index : indices) {
      if (!index.type().isInteger()) {
        throw UserError.here("An index of %s must be an integer; %s is %s. Cast it: x.cast(I64)."
            .formatted(source.name(), index, index.type()));
      }
    }
    return List.of(indices).stream().map(i -> i.cast(DType.I64)).toList();
  }

  private static Edge converted(Edge edge, Source source, int component) {
    DType type = source.types().get(component);
    if (Given.given(edge, "The edge rule of " + source.name()).mode() != Edge.Mode.CONSTANT) {
      return edge;
    }
    if (!Conversions.fits(edge.outside(), type)) {
      throw UserError.here(("The value outside %s, %s, does not fit its type %s. Give a value of "
          + "that type.").formatted(source.name(), edge.outside(), type));
    }
    if (!(edge.outside() instanceof IntConst || edge.outside() instanceof FloatConst)) {
      throw UserError.here(("The value outside %s must be a constant; it is %s. Give a number: "
          + "Edge.constant(0).").formatted(source.name(), edge.outside()));
    }
    return Edge.constant(Conversions.widen(type, edge.outside()));
  }

  @Override
  public DType type() {
    return source.types().get(component);
  }

  @Override
  public List<Expr> children() {
    return indices;
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    List<Expr> mapped = Rewrite.all(indices, f);
    return mapped == indices ? this : new Access(source, mapped, edge, component);
  }

  /** The same access of another source of the same rank. */
  public Access of(Source other) {
    return other == source ? this : new Access(other, indices, edge, component);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Access(Source s, List<Expr> i, Edge e, int c) && s == source
        && c == component && i.equals(indices) && e.equals(edge);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source.name(), indices);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

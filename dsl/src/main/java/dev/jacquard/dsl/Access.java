package dev.jacquard.dsl;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The value of a source at a point; {@code edge} says what indices outside it mean. */
public record Access(Source source, List<Expr> indices, Edge edge) implements Expr {

  public Access {
    indices = List.copyOf(indices);
  }

  static Access of(Source source, Edge edge, Expr... indices) {
    if (indices.length != source.rank()) {
      throw new UserError("%s has rank %d; the number of its indices here is %d: %s.".formatted(
          source.name(), source.rank(), indices.length, List.of(indices)));
    }
    for (Expr index : indices) {
      if (!index.type().isInteger()) {
        throw new UserError("An index of %s must be an integer; %s is %s. Cast it: x.cast(I64)."
            .formatted(source.name(), index, index.type()));
      }
    }
    return new Access(source, List.of(indices).stream().map(i -> i.cast(DType.I64)).toList(),
        converted(edge, source));
  }

  private static Edge converted(Edge edge, Source source) {
    if (edge.mode() != Edge.Mode.CONSTANT) {
      return edge;
    }
    if (!Conversions.fits(edge.outside(), source.type())) {
      throw new UserError("The value outside %s, %s, does not fit its type %s.".formatted(
          source.name(), edge.outside(), source.type()));
    }
    if (!(edge.outside() instanceof IntConst || edge.outside() instanceof FloatConst)) {
      throw new UserError("The value outside %s must be a constant; it is %s.".formatted(
          source.name(), edge.outside()));
    }
    return Edge.constant(Conversions.widen(source.type(), edge.outside()));
  }

  @Override
  public DType type() {
    return source.type();
  }

  @Override
  public List<Expr> children() {
    return indices;
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    List<Expr> mapped = Rewrite.all(indices, f);
    return mapped == indices ? this : new Access(source, mapped, edge);
  }

  /** The same access of another source of the same rank. */
  public Access of(Source other) {
    return other == source ? this : new Access(other, indices, edge);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Access(Source s, List<Expr> i, Edge e) && s == source
        && i.equals(indices) && e.equals(edge);
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

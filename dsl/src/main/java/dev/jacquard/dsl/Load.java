package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An element of a buffer; a vector of elements when an index is a vector. Arises in lowering:
 * several indices before storage is flattened, one after.
 */
public record Load(String buffer, DType type, List<Expr> indices) implements Expr {

  public Load {
    indices = List.copyOf(indices);
  }

  @Override
  public int lanes() {
    return indices.stream().mapToInt(Expr::lanes).max().orElse(1);
  }

  @Override
  public List<Expr> children() {
    return indices;
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    List<Expr> mapped = Rewrite.all(indices, f);
    return mapped == indices ? this : new Load(buffer, type, mapped);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

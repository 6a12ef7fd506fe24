package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/** The scalar {@code value} in every one of {@code lanes} lanes. Arises in lowering. */
public record Broadcast(Expr value, int lanes) implements Expr {

  @Override
  public DType type() {
    return value.type();
  }

  @Override
  public List<Expr> children() {
    return List.of(value);
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    Expr mapped = f.apply(value);
    return mapped == value ? this : new Broadcast(mapped, lanes);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

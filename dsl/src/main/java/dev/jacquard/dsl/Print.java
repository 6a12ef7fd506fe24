package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * {@code value}, which is also printed with its label and the point, wherever the Func that it is
 * written in is traced by the schedule; elsewhere it costs nothing.
 */
public record Print(String label, Expr value) implements Comprehension {

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
    return mapped == value ? this : new Print(label, mapped);
  }

  /** {@code e} without what is printed. */
  public static Expr without(Expr e) {
    Expr mapped = e.mapChildren(Print::without);
    return mapped instanceof Print(String _, Expr value) ? value : mapped;
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

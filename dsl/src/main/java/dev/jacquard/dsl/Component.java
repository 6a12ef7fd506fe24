package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/** Value {@code number} of a {@link Reduce} over tuples, counted from 0. Gone after lifting. */
public record Component(Expr tuple, int number) implements Comprehension {

  static Expr of(Expr tuple, int number) {
    int count = Tuple.types(tuple).size();
    if (number < 0 || number >= count) {
      throw UserError.here(("%s has %d values, numbered from 0; there is no value %d. Choose one "
          + "of them.").formatted(tuple, count, number));
    }
    return count == 1 ? tuple : new Component(tuple, number);
  }

  @Override
  public DType type() {
    return Tuple.types(tuple).get(number);
  }

  @Override
  public List<Expr> children() {
    return List.of(tuple);
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    Expr mapped = f.apply(tuple);
    return mapped == tuple ? this : new Component(mapped, number);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

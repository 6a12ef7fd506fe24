package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Several values at one point: the whole definition of a Func, the body of a {@link Reduce}, or the
 * value of an {@link Update}; nowhere else. Its type is that of its first value.
 */
public record Tuple(List<Expr> values) implements Comprehension {

  public Tuple {
    values = List.copyOf(values);
  }

  /** The values of {@code e} one by one: {@code e} itself if it is not a tuple. */
  public static List<Expr> values(Expr e) {
    return e instanceof Tuple tuple ? tuple.values : List.of(e);
  }

  /** One value stands for itself. */
  public static Expr of(List<Expr> values) {
    return values.size() == 1 ? values.getFirst() : new Tuple(values);
  }

  /** The types of all values of a definition. */
  public static List<DType> types(Expr e) {
    return switch (e) {
      case Tuple tuple -> tuple.values.stream().map(Expr::type).toList();
      case Reduce reduce -> types(reduce.body());
      case Update update -> types(update.value());
      default -> List.of(e.type());
    };
  }

  @Override
  public DType type() {
    return values.getFirst().type();
  }

  @Override
  public List<Expr> children() {
    return values;
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    List<Expr> mapped = Rewrite.all(values, f);
    return mapped == values ? this : new Tuple(mapped);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

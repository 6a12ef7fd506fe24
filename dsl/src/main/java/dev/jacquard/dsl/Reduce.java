package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The combination of {@code body} over all values of {@code variables}, in any order, of the
 * body's type (the accumulator's); the empty reduction is the combiner's identity.
 */
public record Reduce(Reduction reduction, List<RVar> variables, Expr body) implements Expr {

  public Reduce {
    variables = List.copyOf(variables);
  }

  static Reduce of(Reduction reduction, List<RVar> variables, Expr body, DType accumulator) {
    if (variables.isEmpty()) {
      throw new UserError("%s(%s) names no reduction index. Give one: %s(rvar(\"r\"), ...)."
          .formatted(reduction.symbol(), body, reduction.symbol()));
    }
    if (!reduction.accepts(body.type())) {
      throw new UserError("%s does not apply to %s, which is %s.".formatted(reduction.symbol(),
          body, body.type()));
    }
    return new Reduce(reduction, variables, body.cast(accumulator));
  }

  static Reduce of(Reduction reduction, List<RVar> variables, Expr body) {
    return of(reduction, variables, body, reduction.defaultAccumulator(body.type()));
  }

  public Expr identity() {
    return reduction.identity(type());
  }

  @Override
  public DType type() {
    return body.type();
  }

  @Override
  public List<Expr> children() {
    return List.of(body);
  }

  @Override
  public Expr mapChildren(UnaryOperator<Expr> f) {
    Expr mapped = f.apply(body);
    return mapped == body ? this : new Reduce(reduction, variables, mapped);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

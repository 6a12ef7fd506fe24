package dev.jacquard.dsl;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The combination of {@code body} over all values of {@code variables}, of the body's type (the
 * accumulator's), or of its types where it is a {@link Tuple}; the empty reduction is the
 * combiner's identity. The order is free unless the combiner is not commutative: then the last
 * variable runs fastest.
 *
 * @param insideOnly whether only those values count for which every access of the body is inside
 *     its source; gone after lifting
 */
public record Reduce(Combiner combiner, List<RVar> variables, Expr body, boolean insideOnly)
    implements Comprehension {

  public Reduce {
    variables = List.copyOf(variables);
  }

  public Reduce(Combiner combiner, List<RVar> variables, Expr body) {
    this(combiner, variables, body, false);
  }

  /** The combination in the given accumulator; a {@link UserError} if there is none of the body. */
  public static Reduce of(Reduction reduction, List<RVar> variables, Expr body,
      DType accumulator) {
    requireVariables(reduction, variables, body);
    if (Tuple.types(body).size() > 1) {
      throw UserError.here(("%s combines single values; %s is a tuple. Take its values one by one, "
          + "or combine them by a reducer: reduce(Reducer.of(...), ...).").formatted(
              reduction.symbol(), body));
    }
    if (!reduction.accepts(body.type())) {
      throw UserError.here("%s does not apply to %s, which is %s. %s.".formatted(reduction.symbol(),
          body, body.type(), body.type().isBool() ? "Cast it: x.cast(I32)"
              : "Compare it with a value: x.ne(0)"));
    }
    Given.given(accumulator, "The accumulator of " + reduction.symbol());
    requireAccumulator(reduction, body, accumulator);
    return new Reduce(reduction, variables, body.cast(accumulator));
  }

  private static void requireAccumulator(Reduction reduction, Expr body, DType accumulator) {
    DType type = body.type();
    if (accumulator.isStorageOnly()) {
      throw UserError.here(("%s of %s cannot accumulate in %s, in which nothing is computed. "
          + "Accumulate in F32 and cast the result: .cast(%s).").formatted(reduction.symbol(), body,
          accumulator, accumulator.name()));
    }
    if (type.isFloat() != accumulator.isFloat() && type.isFloat()
        || type.isBool() != accumulator.isBool()) {
      throw UserError.here(("%s of %s, which is %s, cannot accumulate in %s. Cast the terms: "
          + "x.cast(%s).").formatted(reduction.symbol(), body, type, accumulator,
          accumulator.name()));
    }
  }

  static Reduce of(Reduction reduction, List<RVar> variables, Expr body) {
    Given.given(body, "The body of " + reduction.symbol());
    return of(reduction, variables, body, reduction.defaultAccumulator(body.type()));
  }

  /** The combination by a user's reducer; a {@link UserError} for values of other types. */
  public static Reduce of(Reducer reducer, List<RVar> variables, Expr body) {
    Given.given(reducer, "The reducer");
    requireVariables(reducer, variables, body);
    List<Expr> values = Tuple.values(body);
    List<DType> types = reducer.types();
    if (values.size() != types.size()) {
      throw UserError.here(("%s combines %d values; it was given %d: %s. Give as many: "
          + "tuple(...).").formatted(reducer.symbol(), types.size(), values.size(), body));
    }
    List<Expr> converted = new java.util.ArrayList<>();
    for (int k = 0; k < values.size(); k++) {
      if (!Conversions.fits(values.get(k), types.get(k))) {
        throw UserError.here("%s: value %d is %s, which is %s; the reducer takes %s. Cast it."
            .formatted(reducer.symbol(), k, values.get(k), values.get(k).type(), types.get(k)));
      }
      converted.add(Conversions.widen(types.get(k), values.get(k)));
    }
    return new Reduce(reducer, variables, Tuple.of(converted));
  }

  private static void requireVariables(Combiner combiner, List<RVar> variables, Expr body) {
    Given.given(body, "The body of " + combiner.symbol());
    String what = "Reduction index of " + combiner.symbol();
    Given.all(what, Given.given(variables, what + " list").toArray());
    if (variables.isEmpty()) {
      throw UserError.here("%s(%s) names no reduction index. Give one: %s(rvar(\"r\"), ...)."
          .formatted(combiner.symbol(), body, combiner.symbol()));
    }
  }

  /** This reduction over those values of its indices for which {@code condition} holds. */
  public Reduce where(Expr condition) {
    Given.given(condition, "The condition of " + combiner.symbol());
    if (!condition.type().isBool()) {
      throw UserError.here(("The condition of %s must be a bool; %s is %s. Compare it with a "
          + "value: x.ne(0).").formatted(combiner.symbol(), condition, condition.type()));
    }
    List<Expr> values = Tuple.values(body);
    List<Expr> guarded = new java.util.ArrayList<>();
    for (int k = 0; k < values.size(); k++) {
      guarded.add(Select.of(condition, values.get(k), identities().get(k)));
    }
    return new Reduce(combiner, variables, Tuple.of(guarded), insideOnly);
  }

  /**
   * This reduction over those values of its indices for which every access of the body is inside
   * its source; an index {@code e / c} counts as inside only where {@code c} divides {@code e}
   * (PlaidML's rule). The ranges of the indices must follow from elsewhere or be given.
   */
  public Reduce whereInside() {
    return new Reduce(combiner, variables, body, true);
  }

  /** Value {@code number} of a reduction over tuples. */
  public Expr value(int number) {
    return Component.of(this, number);
  }

  /** The values of the empty reduction. */
  public List<Expr> identities() {
    return combiner.identity(Tuple.types(body));
  }

  /** The value of the empty reduction of single values. */
  public Expr identity() {
    return identities().getFirst();
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
    return mapped == body ? this : new Reduce(combiner, variables, mapped, insideOnly);
  }

  @Override
  public String toString() {
    return Printer.print(this);
  }
}

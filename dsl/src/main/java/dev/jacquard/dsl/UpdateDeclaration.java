package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The place that an update writes, without its value yet: {@code f.update(r)}.
 *
 * <pre>{@code
 * Func sums = func("S", i).is(x.at(i)).update(r).is(s -> s.at(r.minus(1)).plus(s.at(r)));
 * Func histogram = func("H", b).is(lit(0).cast(I32)).over(b, 256).update(image.at(r, s)).plus(1);
 * }</pre>
 */
public final class UpdateDeclaration {

  private final Func previous;
  private final List<Expr> at;
  private final List<RVar> variables;
  private final Expr condition;

  UpdateDeclaration(Func previous, Expr... at) {
    this(previous, Access.indices(previous, at), List.of(), new IntConst(DType.BOOL, 1));
  }

  private UpdateDeclaration(Func previous, List<Expr> at, List<RVar> variables, Expr condition) {
    this.previous = previous;
    this.at = at;
    this.variables = variables;
    this.condition = condition;
  }

  /**
   * The order of the reduction indices, outermost first. Without it they run in the order in which
   * they first appear: in the place, then in the condition, then in the value.
   */
  public UpdateDeclaration over(RVar... order) {
    return new UpdateDeclaration(previous, at,
        Given.all("Reduction index of the update of " + previous.name(), order), condition);
  }

  /** Only where {@code predicate} holds; it may read the Func and any other source. */
  public UpdateDeclaration where(Expr predicate) {
    Given.given(predicate, "The condition of an update of " + previous.name());
    if (!predicate.type().isBool()) {
      throw UserError.here(("The condition of an update of %s must be a bool; %s is %s. Compare it "
          + "with a value: x.ne(0).").formatted(previous.name(), predicate, predicate.type()));
    }
    return new UpdateDeclaration(previous, at, variables,
        Update.isTrue(condition) ? predicate : condition.and(predicate));
  }

  /** The place becomes what {@code value} makes of the Func as it is now. */
  public Func is(Function<Func, Expr> value) {
    return is(Given.given(value, "The value of an update of " + previous.name()).apply(previous));
  }

  /** The place becomes {@code value}. */
  public Func is(Expr value) {
    Given.given(value, "The value of an update of " + previous.name());
    List<DType> types = previous.types();
    List<Expr> values = Tuple.values(value);
    if (values.size() != types.size()) {
      throw UserError.here(("Func %s has %d values a point; its update gives %d: %s. Give as many "
          + "as it has.").formatted(previous.name(), types.size(), values.size(), value));
    }
    List<Expr> converted = new ArrayList<>();
    for (int k = 0; k < values.size(); k++) {
      if (!Conversions.fits(values.get(k), types.get(k))) {
        throw UserError.here(("The update of %s gives %s, which is %s; the Func is %s. Cast it: "
            + "x.cast(%s).").formatted(previous.name(), values.get(k), values.get(k).type(),
                types.get(k), types.get(k).name()));
      }
      converted.add(Conversions.widen(types.get(k), values.get(k)));
    }
    return previous.updated(definition(Tuple.of(converted)));
  }

  private Update definition(Expr value) {
    Map<String, RVar> found = new LinkedHashMap<>();
    variables.forEach(r -> found.put(r.name(), r));
    at.forEach(e -> collect(e, found));
    collect(condition, found);
    collect(value, found);
    return new Update(previous, at, value, List.copyOf(found.values()), condition);
  }

  /** The reduction indices that no reduction inside binds. */
  private static void collect(Expr e, Map<String, RVar> found) {
    switch (e) {
      case RVar variable -> found.putIfAbsent(variable.name(), variable);
      case Reduce reduce -> {
        Map<String, RVar> inside = new LinkedHashMap<>();
        collect(reduce.body(), inside);
        reduce.variables().forEach(r -> inside.remove(r.name()));
        inside.forEach(found::putIfAbsent);
      }
      default -> e.children().forEach(child -> collect(child, found));
    }
  }

  /** {@code term} is added to the place; integers wrap. */
  public Func plus(Expr term) {
    return is(old().plus(term));
  }

  public Func plus(long term) {
    return plus(Dsl.lit(term));
  }

  public Func plus(double term) {
    return plus(Dsl.lit(term));
  }

  /** The place is multiplied by {@code factor}. */
  public Func times(Expr factor) {
    return is(old().times(factor));
  }

  /** The place becomes the smaller of itself and {@code other}. */
  public Func min(Expr other) {
    return is(old().min(other));
  }

  /** The place becomes the larger of itself and {@code other}. */
  public Func max(Expr other) {
    return is(old().max(other));
  }

  private Expr old() {
    return Access.of(previous, Edge.NONE, 0, at.toArray(Expr[]::new));
  }
}

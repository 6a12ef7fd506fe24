package dev.jacquard.dsl;

import dev.jacquard.dsl.index.Extremes;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The largest range of one index for which an affine expression of it stays inside a dimension,
 * while the other indices run over their known ranges.
 */
final class Solve {

  private Solve() {}

  /**
   * {@code low <= c*x + rest < low + extent}, solved for {@code x}; empty if that is not affine in
   * x, or the rest has no bounds.
   */
  static Optional<Range> range(Expr index, String name, Range dimension, Map<String, Range> known) {
    OptionalLong slope = slope(index, name);
    if (slope.isEmpty() || slope.getAsLong() == 0) {
      return Optional.empty();
    }
    Scope scope = Scope.EMPTY;
    for (Map.Entry<String, Range> entry : known.entrySet()) {
      scope = scope.with(entry.getKey(), entry.getValue());
    }
    Expr rest = at(index, name, 0);
    Extremes.Ends ends = Extremes.of(rest, names(known), scope);
    if (!ends.isBounded()) {
      return Optional.empty();
    }
    Expr low = dimension.min().minus(ends.low());
    Expr high = dimension.max().minus(ends.high());
    return Optional.of(between(low, high, slope.getAsLong(), scope));
  }

  private static Set<String> names(Map<String, Range> known) {
    return new LinkedHashSet<>(known.keySet());
  }

  /** All x with {@code low <= c*x <= high}. */
  private static Range between(Expr low, Expr high, long c, Scope scope) {
    Expr first = c > 0 ? ceil(low, c) : ceil(high.unaryMinus(), -c);
    Expr last = c > 0 ? high.div(c) : low.unaryMinus().div(-c);
    return normal(first, last, scope);
  }

  private static Expr ceil(Expr e, long c) {
    return e.plus(c - 1).div(c);
  }

  private static Range normal(Expr first, Expr last, Scope scope) {
    return new Range(Index.simplify(first, scope),
        Index.simplify(last.minus(first).plus(1), scope));
  }

  /** What both ranges contain. */
  static Range intersect(Range a, Range b) {
    return normal(a.min().max(b.min()), a.max().min(b.max()), Scope.EMPTY);
  }

  /** The coefficient of {@code name}, if {@code e} is affine in it with a constant one. */
  private static OptionalLong slope(Expr e, String name) {
    return Index.slope(e, name, Scope.EMPTY).filter(IntConst.class::isInstance)
        .map(slope -> OptionalLong.of(((IntConst) slope).value())).orElse(OptionalLong.empty());
  }

  private static Expr at(Expr e, String name, long value) {
    return Rewrite.substitute(e, Map.of(name, IntConst.index(value)));
  }
}

package dev.jacquard.fuzz;

import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Indices over the variables of a stage.
 *
 * @param variables the indices and reduction indices with their ranges
 * @param sizes all sizes that the sample is run at
 */
record RandomIndex(RandomGenerator random, List<Variable> variables, List<Sizes> sizes) {

  /** An index and where it runs. */
  record Variable(Expr expr, Range range) {}

  /** An index and its least and largest value. */
  record Reach(Expr index, Expr low, Expr high) {

    boolean inside(Range range, RandomIndex at) {
      return at.sizes().stream().allMatch(s -> number(range.min(), s) <= number(low, s)
          && number(high, s) <= number(range.max(), s));
    }
  }

  static long number(Expr e, Sizes sizes) {
    return Index.constant(Rewrite.substitute(e, sizes.expressions()), Scope.EMPTY).orElseThrow();
  }

  /** Some index as it is. */
  Expr bare() {
    return any().expr();
  }

  private Variable any() {
    return variables.isEmpty() ? new Variable(Dsl.lit(0), Range.to(Dsl.lit(1)))
        : variables.get(random.nextInt(variables.size()));
  }

  Reach make(Range range) {
    Variable v = any();
    Range r = v.range();
    return switch (random.nextInt(14)) {
      case 0 -> scaled(v, random.nextInt(2, 4), random.nextInt(-2, 3));
      case 1 -> new Reach(v.expr().div(2), r.min().div(2), r.max().div(2));
      case 2 -> remainder(v, random.nextInt(2, 6));
      case 3 -> reversed(v, r.min().plus(r.max()));
      case 4 -> new Reach(range.min(), range.min(), range.min());
      case 5, 6 -> sum(v, any());
      case 7, 8, 9 -> scaled(v, 1, random.nextInt(-3, 4));
      default -> matching(range);
    };
  }

  /** A variable that runs over all of the range, if there is one. */
  private Reach matching(Range range) {
    List<Variable> same = variables.stream()
        .filter(v -> v.range().toString().equals(range.toString())).toList();
    return scaled(same.isEmpty() ? any() : same.get(random.nextInt(same.size())), 1, 0);
  }

  private static Reach scaled(Variable v, long scale, long shift) {
    return new Reach(v.expr().times(scale).plus(shift), v.range().min().times(scale).plus(shift),
        v.range().max().times(scale).plus(shift));
  }

  private static Reach remainder(Variable v, long divisor) {
    return new Reach(v.expr().rem(divisor), Dsl.lit(0), Dsl.lit(divisor - 1));
  }

  private static Reach reversed(Variable v, Expr from) {
    return new Reach(from.minus(v.expr()), v.range().min(), v.range().max());
  }

  private static Reach sum(Variable a, Variable b) {
    return new Reach(a.expr().plus(b.expr()), a.range().min().plus(b.range().min()),
        a.range().max().plus(b.range().max()));
  }
}

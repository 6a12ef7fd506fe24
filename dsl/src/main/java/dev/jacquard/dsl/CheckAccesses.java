package dev.jacquard.dsl;

import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Interval;
import dev.jacquard.dsl.index.Magnitude;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Proves that no access leaves its source. With symbolic sizes left, only what is certainly wrong
 * is refused; the rest is checked when sizes are given.
 */
final class CheckAccesses {

  /** {@code less <= more} holds where the access happens. */
  private record Fact(Expr less, Expr more) {}

  private final Func func;
  private final boolean symbolic;
  /** Whether an index around runs over nothing. */
  private boolean idle;

  private CheckAccesses(Func func, boolean symbolic) {
    this.func = func;
    this.symbolic = symbolic;
  }

  static void check(Algorithm algorithm) {
    algorithm.agreements().forEach(CheckAccesses::check);
    boolean symbolic = !algorithm.dims().isEmpty();
    algorithm.inputs().forEach(input -> checkInput(input, symbolic));
    for (Func func : algorithm.funcs()) {
      Scope scope = Scope.EMPTY;
      for (Var index : func.indices()) {
        scope = scope.with(index.name(), func.range(index).orElseThrow());
        checkExtent(func, index.name(), func.range(index).orElseThrow(), symbolic);
      }
      CheckAccesses check = new CheckAccesses(func, symbolic);
      check.idle = func.ranges().stream().anyMatch(CheckAccesses::isEmpty);
      check.visit(func.definition(), scope, List.of());
    }
  }

  private static void check(InferRanges.Agreement a) {
    OptionalLong first = Index.constant(a.first(), Scope.EMPTY);
    OptionalLong second = Index.constant(a.second(), Scope.EMPTY);
    if (first.isPresent() && second.isPresent() && first.getAsLong() != second.getAsLong()) {
      throw new UserError(("Func %s: the index %s runs over %s and over %s, but their sizes are %d "
          + "and %d. Make them equal, or give %s a range.").formatted(a.func() + a.where(),
              a.index(),
              a.describeFirst(), a.describeSecond(), first.getAsLong(), second.getAsLong(),
              a.index()));
    }
  }

  private static void checkInput(Input input, boolean symbolic) {
    for (Expr extent : input.extents()) {
      OptionalLong size = Index.constant(extent, Scope.EMPTY);
      boolean large = !symbolic && size.isEmpty()
          || Magnitude.excess(extent, Scope.EMPTY, symbolic).isPresent();
      if (large || size.isPresent() && size.getAsLong() < 0) {
        throw UserError.here("Input %s has a size of %s, which %s. Give another.".formatted(
            input.name(), extent, large ? "is no number up to 2^53" : "is negative"));
      }
    }
  }

  private static void checkExtent(Func func, String index, Range range, boolean symbolic) {
    OptionalLong extent = Index.constant(range.extent(), Scope.EMPTY);
    boolean known = symbolic || extent.isPresent()
        && Index.constant(range.min(), Scope.EMPTY).isPresent();
    if (!known || Magnitude.excess(range.max(), Scope.EMPTY, symbolic).isPresent()) {
      throw new UserError(("Func %s%s: the range of %s is %s, which does not end below 2^53. Give "
          + "smaller sizes, or another range.").formatted(func.name(), Definitions.at(func), index,
              range));
    }
    if (extent.isPresent() && extent.getAsLong() < 0) {
      throw new UserError(("Func %s%s: the range of %s is %s, which ends before it begins. "
          + "Give larger sizes, or the range itself.").formatted(func.name(),
              Definitions.at(func), index, range));
    }
  }

  private void visit(Expr e, Scope scope, List<Fact> facts) {
    switch (e) {
      case Reduce reduce -> visit(reduce.body(), within(reduce.variables(), scope), facts);
      case Update update -> {
        Scope inner = within(update.variables(), scope);
        List<Fact> known = with(facts, update.condition(), true);
        visit(update.condition(), inner, facts);
        visit(update.target(), inner, known);
        visit(update.value(), inner, known);
      }
      case Select(Expr condition, Expr whenTrue, Expr whenFalse) -> {
        visit(condition, scope, facts);
        visit(whenTrue, scope, with(facts, condition, true));
        visit(whenFalse, scope, with(facts, condition, false));
      }
      case Access access -> {
        access.indices().forEach(index -> {
          visit(index, scope, facts);
          Magnitude.excess(index, scope, symbolic).ifPresent(part -> {
            throw new UserError(("Func %s%s: the index %s of %s reaches values of over 2^53 in %s. "
                + "Keep it small by a remainder, x.rem(n), before.").formatted(func.name(),
                    Definitions.at(func), index, access.source().name(), part));
          });
        });
        if (access.edge().isNone()) {
          check(access, scope, facts);
        } else if (access.edge().mode() != Edge.Mode.CONSTANT && facts.isEmpty() && !idle) {
          checkElements(access);
        }
      }
      default -> e.children().forEach(child -> visit(child, scope, facts));
    }
  }

  private Scope within(List<RVar> variables, Scope scope) {
    variables.forEach(r -> checkExtent(func, r.name(), r.given(), symbolic));
    idle |= variables.stream().anyMatch(r -> isEmpty(r.given()));
    return scope.with(variables);
  }

  private static List<Fact> with(List<Fact> facts, Expr condition, boolean holds) {
    List<Fact> all = new ArrayList<>(facts);
    learn(condition, holds, all);
    return all;
  }

  private static void learn(Expr condition, boolean holds, List<Fact> facts) {
    if (!(condition instanceof Binary(BinaryOp op, Expr a, Expr b))) {
      if (condition instanceof Unary(UnaryOp op, Expr inner) && op == UnaryOp.NOT) {
        learn(inner, !holds, facts);
      }
      return;
    }
    if (op == (holds ? BinaryOp.AND : BinaryOp.OR)) {
      learn(a, holds, facts);
      learn(b, holds, facts);
    } else if (a.type() == DType.I64 && (op == BinaryOp.LE || op == BinaryOp.LT)) {
      Expr less = holds ? a : b;
      boolean strict = op == BinaryOp.LT == holds;
      facts.add(new Fact(strict ? less.plus(1) : less, holds ? b : a));
    } else if (a.type() == DType.I64 && op == (holds ? BinaryOp.EQ : BinaryOp.NE)) {
      facts.add(new Fact(a, b));
      facts.add(new Fact(b, a));
    }
  }

  private void check(Access access, Scope scope, List<Fact> facts) {
    for (int d = 0; d < access.indices().size(); d++) {
      Range range = access.source().range(d);
      Expr index = access.indices().get(d);
      boolean inside = proves(range.min(), index, scope, facts)
          && proves(index, range.max(), scope, facts);
      Interval reached = Index.interval(index, scope);
      Interval legal = Index.interval(range.min(), scope).union(
          Index.interval(range.max(), scope));
      if (!inside && !symbolic && legal.min() <= legal.max()) {
        throw leaves(access, d, reached, range, legal);
      }
    }
  }

  private static boolean isEmpty(Range range) {
    OptionalLong extent = Index.constant(range.extent(), Scope.EMPTY);
    return extent.isPresent() && extent.getAsLong() == 0;
  }

  private void checkElements(Access access) {
    for (int d = 0; d < access.indices().size(); d++) {
      if (isEmpty(access.source().range(d))) {
        String name = access.source().name();
        throw new UserError(("Func %s%s: the access %s has no element to read: dimension %d of %s "
            + "is empty. Give a larger size, or say what lies outside: "
            + "%s.edge(Edge.constant(0)).at(...).").formatted(func.name(), Definitions.at(func),
                access, d, name, name));
      }
    }
  }

  private static boolean proves(Expr less, Expr more, Scope scope, List<Fact> facts) {
    return Index.proves(less, more, scope) || facts.stream().anyMatch(fact ->
        Index.proves(less.plus(fact.more()), more.plus(fact.less()), scope));
  }

  private UserError leaves(Access access, int dimension, Interval reached, Range range,
      Interval legal) {
    String name = access.source().name();
    Expr index = access.indices().get(dimension);
    String values = reached.isBounded() ? "takes values from %d to %d".formatted(reached.min(),
        reached.max()) : "is not bounded";
    return new UserError(("Func %s%s: the access %s can leave %s: its index %d, %s, %s, but "
        + "dimension %d of %s is %d to %d. Restrict the range of its indices, clamp it, or say "
        + "what lies outside: %s.edge(Edge.CLAMP).at(...).").formatted(func.name(),
            Definitions.at(func), access, name, dimension, index, values, dimension, name,
            legal.min(), Index.interval(range.max(), Scope.EMPTY).max(), name));
  }
}

package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.List;

/** Estimates of work, in scalar operations (nodes of the definitions that have operands). */
final class Cost {

  private Cost() {}

  /** All Funcs of an algorithm whose sizes are numbers, each evaluated whole. */
  static double of(Algorithm algorithm) {
    return algorithm.funcs().stream().mapToDouble(Cost::of).sum();
  }

  /** All points of one Func. */
  static double of(Func func) {
    double points = func.indices().stream()
        .filter(index -> func.asUpdate().map(update -> update.isFree(index)).orElse(true))
        .mapToDouble(index -> extent(func.range(index).orElseThrow())).reduce(1, (a, b) -> a * b);
    return points * (1 + of(func.definition()));
  }

  private static double of(Expr e) {
    double own = e.children().isEmpty() ? 0 : 1;
    double operands = e.children().stream().mapToDouble(Cost::of).sum();
    return switch (e) {
      case Reduce reduce -> (1 + operands) * steps(reduce.variables());
      case Update update -> (1 + operands) * steps(update.variables());
      default -> own + operands;
    };
  }

  private static double steps(List<RVar> variables) {
    return variables.stream().mapToDouble(r -> extent(r.given())).reduce(1, (a, b) -> a * b);
  }

  private static double extent(Range range) {
    return Math.max(0, Index.constant(range.extent(), Scope.EMPTY).orElse(0));
  }
}

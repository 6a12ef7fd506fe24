package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.index.Extremes;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.HostStmt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * With sizes left symbolic, what must hold of them for every access to be inside: checked at each
 * run. Accesses in a branch of a select are the branch's concern.
 */
final class Assertions {

  private final Func func;
  private final List<HostStmt> found;

  private Assertions(Func func, List<HostStmt> found) {
    this.func = func;
    this.found = found;
  }

  static List<HostStmt> of(Algorithm algorithm) {
    List<HostStmt> found = new ArrayList<>();
    if (!algorithm.dims().isEmpty()) {
      for (Func func : algorithm.funcs()) {
        Scope scope = Scope.EMPTY;
        Set<String> indices = new HashSet<>();
        for (var index : func.indices()) {
          scope = scope.with(index.name(), func.range(index).orElseThrow());
          indices.add(index.name());
        }
        new Assertions(func, found).visit(func.definition(), scope, indices);
      }
    }
    return found;
  }

  private void visit(Expr e, Scope scope, Set<String> indices) {
    switch (e) {
      case Reduce reduce -> visit(reduce.body(), scope.with(reduce.variables()),
          with(reduce.variables(), indices));
      case Update update -> visit(update, scope, indices);
      case Select select -> visit(select.condition(), scope, indices);
      case Access access when access.edge().isNone() -> check(access, scope, indices);
      default -> e.children().forEach(child -> visit(child, scope, indices));
    }
  }

  /** What a condition guards is the condition's concern. */
  private void visit(Update update, Scope scope, Set<String> indices) {
    Scope inner = scope.with(update.variables());
    Set<String> all = with(update.variables(), indices);
    visit(update.condition(), inner, all);
    if (!update.isConditional()) {
      visit(update.target(), inner, all);
      visit(update.value(), inner, all);
    }
  }

  private static Set<String> with(List<RVar> variables, Set<String> indices) {
    Set<String> all = new HashSet<>(indices);
    variables.forEach(r -> all.add(r.name()));
    return all;
  }

  private void check(Access access, Scope scope, Set<String> indices) {
    for (int d = 0; d < access.indices().size(); d++) {
      Expr index = access.indices().get(d);
      visit(index, scope, indices);
      Range range = access.source().range(d);
      boolean proved = Index.proves(range.min(), index, scope)
          && Index.proves(index, range.max(), scope);
      if (!proved) {
        Extremes.Ends ends = Extremes.of(index, indices, scope);
        found.add(new HostStmt.Assert(range.min().le(ends.low()).and(ends.high().le(range.max())),
            ("Func %s: the access %s can leave %s in its dimension %d at these sizes. Give other "
                + "sizes, or an edge mode.").formatted(func.name(), access, access.source().name(),
                    d)));
      }
    }
  }
}

package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Select;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces edge rules by arithmetic on indices; with n elements from m:
 *
 * <pre>
 * f.clamp[i]       ->  f[min(max(i, m), m + n - 1)]
 * f.wrap[i]        ->  f[m + (i - m) % n]
 * f.mirror[i]      ->  f[m + min(t, 2n - 1 - t)],  t = (i - m) % 2n
 * f.mirror_interior[i]  ->  f[m + min(t, 2(n - 1) - t)],  t = (i - m) % 2(n - 1)
 * f.edge(c)[i]     ->  select(m <= i &amp; i <= m + n - 1, f.clamp[i], c)
 * </pre>
 *
 * <p>An index that is certainly inside stays as it is.
 */
final class ResolveEdges {

  private ResolveEdges() {}

  static Func apply(Func func) {
    Scope scope = Scope.EMPTY;
    Map<String, Range> ranges = new HashMap<>();
    for (Var index : func.indices()) {
      Range range = func.range(index).orElseThrow();
      scope = scope.with(index.name(), range);
      ranges.put(index.name(), range);
    }
    Expr resolved = resolve(func.definition(), scope);
    return resolved == func.definition() ? func : func.with(resolved, ranges);
  }

  private static Expr resolve(Expr e, Scope scope) {
    Scope within = switch (e) {
      case Reduce reduce -> scope.with(reduce.variables());
      case Update update -> scope.with(update.variables());
      default -> scope;
    };
    Expr mapped = e.mapChildren(child -> resolve(child, within));
    return mapped instanceof Access access && !access.edge().isNone() ? resolve(access, scope)
        : mapped;
  }

  private static Expr resolve(Access access, Scope scope) {
    List<Expr> indices = new ArrayList<>();
    Expr inside = null;
    for (int d = 0; d < access.indices().size(); d++) {
      Range range = access.source().range(d);
      Expr index = access.indices().get(d);
      boolean certain = Index.proves(range.min(), index, scope)
          && Index.proves(index, range.max(), scope);
      indices.add(certain ? index
          : Index.simplify(access.edge().inside(index, range), scope));
      if (!certain) {
        Expr here = range.min().le(index).and(index.le(range.max()));
        inside = inside == null ? here : inside.and(here);
      }
    }
    Access moved = new Access(access.source(), indices, Edge.NONE, access.component());
    boolean constant = access.edge().mode() == Edge.Mode.CONSTANT && inside != null;
    return constant ? Select.of(inside, moved, access.edge().outside()) : moved;
  }
}

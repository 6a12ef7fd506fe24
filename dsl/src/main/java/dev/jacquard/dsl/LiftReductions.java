package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes every reduction the whole definition of a Func of its own.
 *
 * <pre>
 * y(i, j) = x[i, j] / sum(k: x[i, k])
 *   -> y.sum(i) = sum(k: x[i, k]);  y(i, j) = x[i, j] / y.sum[i]
 * </pre>
 *
 * <p>A lifted Func has the indices that its reduction uses and is named after its Func and its
 * combiner; equal reductions of one Func are lifted once.
 */
final class LiftReductions {

  private final Func func;
  private final Map<String, Range> ranges;
  private final Map<String, Func> lifted = new LinkedHashMap<>();

  private LiftReductions(Func func, Map<String, Range> ranges) {
    this.func = func;
    this.ranges = ranges;
  }

  /** The Funcs that replace {@code func}, producers first; the last has its name. */
  static List<Func> of(Func func, Map<String, Range> ranges) {
    LiftReductions lift = new LiftReductions(func, ranges);
    Expr definition = switch (func.definition()) {
      case Reduce root -> lift.ranged(root);
      case Update update -> lift.update(update);
      default -> lift.rewrite(func.definition());
    };
    List<Func> all = new ArrayList<>(lift.lifted.values());
    Map<String, Range> own = new LinkedHashMap<>();
    func.indices().forEach(index -> own.put(index.name(), ranges.get(index.name())));
    all.add(func.with(definition, own));
    return all;
  }

  private Reduce ranged(Reduce reduce) {
    Reduce inside = reduce.insideOnly() ? InsideOnly.apply(reduce) : reduce;
    return new Reduce(inside.combiner(), ranged(inside.variables()), rewrite(inside.body()));
  }

  private List<RVar> ranged(List<RVar> variables) {
    return variables.stream().map(r -> new RVar(r.name(), ranges.get(r.name()))).toList();
  }

  private Update update(Update update) {
    Rewrite.walk(update, e -> {
      if (e instanceof Reduce reduce) {
        Rewrite.walk(reduce, inner -> requireElsewhere(update, reduce, inner));
      }
    });
    return ((Update) update.mapChildren(this::rewrite)).over(ranged(update.variables()));
  }

  private void requireElsewhere(Update update, Reduce reduce, Expr e) {
    if (e instanceof Access access && access.source() == update.previous()) {
      throw new UserError(("Func %s%s: the reduction %s reads the Func that the update changes. "
          + "Write it as an update of its own, over the indices of both: update(...).over(...)"
          + ".plus(...).").formatted(func.name(), Definitions.at(func), reduce));
    }
  }

  private Expr rewrite(Expr e) {
    return switch (e) {
      case Reduce reduce -> lift(reduce, 0);
      case Component(Reduce reduce, int number) -> lift(reduce, number);
      default -> e.mapChildren(this::rewrite);
    };
  }

  private Expr lift(Reduce reduce, int component) {
    Reduce inner = ranged(reduce);
    List<Var> free = free(inner);
    Map<String, Expr> toVars = new LinkedHashMap<>();
    free.forEach(index -> toVars.put(index.name(), index));
    Func made = lifted.computeIfAbsent(inner.toString(), _ -> Func.internal(
        name(inner.combiner()), free, free.stream().map(v -> ranges.get(v.name())).toList(),
        Rewrite.substitute(inner, toVars), func.where()));
    return new Access(made, outer(free), Edge.NONE, component);
  }

  /** The indices around the reduction that it uses, in the Func's order, then outer RVars. */
  private List<Var> free(Reduce reduce) {
    List<String> own = reduce.variables().stream().map(RVar::name).toList();
    return ranges.keySet().stream()
        .filter(name -> !own.contains(name) && Rewrite.mentions(reduce.body(), name))
        .map(Var::new).toList();
  }

  private List<Expr> outer(List<Var> free) {
    return free.stream().map(v -> func.indices().contains(v) ? (Expr) v
        : new RVar(v.name(), ranges.get(v.name()))).toList();
  }

  private String name(Combiner combiner) {
    String base = func.name() + "." + combiner.symbol();
    long same = lifted.values().stream().filter(f -> f.name().startsWith(base)).count();
    return same == 0 ? base : base + (same + 1);
  }
}

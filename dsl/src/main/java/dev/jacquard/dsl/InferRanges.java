package dev.jacquard.dsl;

import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ranges of a Func's indices, from its accesses: the largest for which every access is inside
 * (Tensor Comprehensions' rules). An index that stands alone in a dimension runs over it, as far as
 * accesses of which it is the only unknown allow; what is left is solved for one unknown index at a
 * time; an index that never is the only unknown is ambiguous. An access in a branch of a select
 * does not shorten the range of an index that stands alone elsewhere. An access with an edge rule
 * counts only where an index stands alone in it and nothing else decides.
 */
final class InferRanges {

  /** {@code index} must lie inside dimension {@code dimension} of the accessed source. */
  private record Use(Access access, int dimension, boolean isConditional) {

    Expr index() {
      return access.indices().get(dimension);
    }

    Range range() {
      return switch (access.source()) {
        case Input input -> Range.to(input.extents().get(dimension));
        case Func func -> func.ranges().get(dimension);
      };
    }

    String describe() {
      return "dimension %d (%s) of %s".formatted(dimension, range().extent(),
          access.source().name());
    }
  }

  /** Two dimensions that one index runs over whole, so their sizes must agree. */
  record Agreement(String func, String where, String index, Expr first, Expr second,
      String describeFirst, String describeSecond) {}

  private final Func func;
  private final Map<String, Range> known = new LinkedHashMap<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private final List<Use> strict = new ArrayList<>();
  private final List<Use> edged = new ArrayList<>();
  private final List<Agreement> agreements = new ArrayList<>();
  private boolean insideOnly;

  private InferRanges(Func func) {
    this.func = func;
    func.indices().forEach(v -> declare(v.name(), func.range(v)));
    collect(func.definition(), false);
  }

  /** All ranges by index name, Vars and RVars, and the agreements that they rest on. */
  static Map<String, Range> of(Func func, List<Agreement> agreements) {
    InferRanges inference = new InferRanges(func);
    inference.solve();
    agreements.addAll(inference.agreements);
    return inference.known;
  }

  private void declare(String name, Optional<Range> given) {
    given.ifPresentOrElse(range -> known.put(name, range), () -> unknown.add(name));
  }

  private void collect(Expr e, boolean isConditional) {
    switch (e) {
      case Reduce reduce -> {
        reduce.variables().forEach(r -> declare(r.name(), r.range()));
        boolean outer = insideOnly;
        insideOnly |= reduce.insideOnly();
        collect(reduce.body(), isConditional);
        insideOnly = outer;
      }
      case Update update -> {
        update.variables().forEach(r -> declare(r.name(), r.range()));
        collect(update.condition(), isConditional);
        collect(update.target(), update.isConditional());
        collect(update.value(), update.isConditional());
      }
      case Select(Expr condition, Expr whenTrue, Expr whenFalse) -> {
        collect(condition, isConditional);
        collect(whenTrue, true);
        collect(whenFalse, true);
      }
      case Access access -> {
        for (int d = 0; d < access.indices().size(); d++) {
          (access.edge().isNone() && !insideOnly ? strict : edged)
              .add(new Use(access, d, isConditional));
        }
        access.indices().forEach(index -> collect(index, isConditional));
      }
      default -> e.children().forEach(child -> collect(child, isConditional));
    }
  }

  private void solve() {
    bare(strict);
    while (!unknown.isEmpty()) {
      if (!round() && !bare(edged)) {
        throw ambiguous();
      }
    }
  }

  private boolean bare(List<Use> uses) {
    Map<String, Use> first = new LinkedHashMap<>();
    for (Use use : uses) {
      name(use.index()).filter(unknown::contains).ifPresent(index -> {
        Use earlier = first.putIfAbsent(index, use);
        if (earlier != null && !Index.same(earlier.range().extent(), use.range().extent(),
            Scope.EMPTY)) {
          agreements.add(new Agreement(func.name(), Definitions.at(func), index,
              earlier.range().extent(), use.range().extent(), earlier.describe(), use.describe()));
        }
      });
    }
    Map<String, Range> ranges = new LinkedHashMap<>();
    first.forEach((index, use) -> ranges.put(index, shortened(index, use.range())));
    ranges.forEach(this::learn);
    return !first.isEmpty();
  }

  /** The part of {@code range} in which the accesses that know all but this index are inside. */
  private Range shortened(String index, Range range) {
    Range part = range;
    for (Use use : strict) {
      if (!use.isConditional() && name(use.index()).isEmpty()
          && unknowns(use.index()).equals(List.of(index))) {
        Range whole = part;
        part = Solve.range(use.index(), index, use.range(), known)
            .map(solved -> Solve.intersect(whole, solved)).orElse(whole);
      }
    }
    return part;
  }

  private static Optional<String> name(Expr e) {
    return switch (e) {
      case Var(String name) -> Optional.of(name);
      case RVar(String name, Range _) -> Optional.of(name);
      default -> Optional.empty();
    };
  }

  private void learn(String index, Range range) {
    known.put(index, range);
    unknown.remove(index);
  }

  /** One round of solving: every index that is somewhere the only unknown. */
  private boolean round() {
    Map<String, Range> solved = new LinkedHashMap<>();
    for (Use use : strict) {
      List<String> left = unknowns(use.index());
      if (left.size() == 1) {
        Solve.range(use.index(), left.getFirst(), use.range(), known).ifPresent(
            range -> solved.merge(left.getFirst(), range, Solve::intersect));
      }
    }
    solved.forEach(this::learn);
    return !solved.isEmpty();
  }

  private List<String> unknowns(Expr e) {
    return unknown.stream().filter(name -> Rewrite.mentions(e, name)).toList();
  }

  private UserError ambiguous() {
    String index = unknown.iterator().next();
    boolean own = func.indices().contains(new Var(index));
    if (!Rewrite.mentions(func.definition(), index)) {
      return unused(index, own);
    }
    List<String> places = new ArrayList<>();
    for (Use use : strict) {
      if (Rewrite.mentions(use.index(), index)) {
        places.add("%s in dimension %d of %s".formatted(use.index(), use.dimension(),
            use.access().source().name()));
      }
    }
    String cause = places.isEmpty() ? "no access without an edge rule uses it"
        : "it appears only in " + String.join(", ", places);
    String remedy = own ? ".over(%s, extent)".formatted(index)
        : "rvar(\"%s\", extent)".formatted(index);
    return new UserError("Func %s%s: the range of %s is ambiguous: %s. Give it: %s.".formatted(
        func.name(), Definitions.at(func), index, cause, remedy));
  }

  private UserError unused(String index, boolean own) {
    return new UserError(("Func %s%s: the %s %s is used nowhere and has no range. Use it, leave it "
        + "out, or give it a range: %s.").formatted(func.name(), Definitions.at(func),
            own ? "index" : "reduction index", index,
            (own ? ".over(%s, extent)" : "rvar(\"%s\", extent)").formatted(index)));
  }
}

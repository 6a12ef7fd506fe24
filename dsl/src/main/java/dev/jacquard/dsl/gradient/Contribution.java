package dev.jacquard.dsl.gradient;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What reaches one access, as a Func over the source. Where each index of the access gives one of
 * the reader's indices, the rest are summed over; else it is a scatter-add.
 *
 * <pre>
 * C(i, j) = sum(r: A[i, r] * B[r, j])   -&gt;   dA(d0, d1) = sum(j: dC[d0, j] * B[d1, j])
 * C(x) = sum(k: A[2 * x + k] * W[k])    -&gt;   dA(d0) = sum(k: select((d0 - k) % 2 == 0 &amp;
 *                        0 &lt;= (d0 - k) / 2 &lt; n, dC[(d0 - k) / 2] * W[k], 0))
 * C(i) = A[I[i]]                        -&gt;   dA(d0) = 0; for i: dA[I[i]] += dC[i]
 * </pre>
 */
final class Contribution {

  private final Access access;
  private final Func reader;
  private final String name;
  private final List<Var> indices;
  private final List<Range> ranges;
  private final Map<String, RVar> left = new LinkedHashMap<>();
  private final Map<String, Expr> solved = new HashMap<>();
  private final List<Expr> conditions = new ArrayList<>();
  private final List<Expr> at;
  private final Expr value;
  private boolean steps;

  Contribution(Gradient.Reached reached, String name, List<Var> indices, List<Range> ranges) {
    this.access = reached.access();
    this.reader = reached.reader();
    this.name = name;
    this.indices = indices;
    this.ranges = ranges;
    Map<String, Expr> fresh = new HashMap<>();
    reader.indices().forEach(v -> rename(v.name(), reader.range(v).orElseThrow(), fresh));
    reader.variables().forEach(r -> rename(r.name(), r.given(), fresh));
    this.at = access.indices().stream().map(e -> Rewrite.substitute(e, fresh)).toList();
    this.value = Rewrite.substitute(reached.value(), fresh);
  }

  /** The reader's indices become reduction indices, under names that the source does not use. */
  private void rename(String old, Range range, Map<String, Expr> fresh) {
    String free = old;
    while (left.containsKey(free) || indices.contains(new Var(free))) {
      free += "_";
    }
    RVar variable = new RVar(free, range);
    left.put(free, variable);
    fresh.put(old, variable);
  }

  Func func() {
    List<RVar> all = List.copyOf(left.values());
    Edge.Mode mode = access.edge().mode();
    boolean plain = mode == Edge.Mode.NONE || mode == Edge.Mode.CONSTANT;
    return plain && solve() ? gathered() : scattered(all);
  }

  /** Finds for each index of the access one of the reader's that follows from it. */
  private boolean solve() {
    for (int d = 0; d < at.size(); d++) {
      if (!solve(d)) {
        return false;
      }
    }
    return true;
  }

  private boolean solve(int d) {
    Expr index = at.get(d);
    if (isFixed(index)) {
      conditions.add(indices.get(d).eq(index));
      return true;
    }
    for (RVar candidate : List.copyOf(left.values())) {
      long uses = at.stream().filter(e -> Rewrite.mentions(e, candidate.name())).count();
      Optional<Expr> slope = Index.slope(index, candidate.name(), Scope.EMPTY);
      if (uses == 1 && Rewrite.mentions(index, candidate.name()) && slope.isPresent()
          && slope.get() instanceof IntConst constant && constant.value() != 0) {
        take(d, candidate, constant.value());
        return true;
      }
    }
    return false;
  }

  /** Whether the index is the same at all points. */
  private static boolean isFixed(Expr index) {
    return !(index instanceof Access || index instanceof RVar)
        && index.children().stream().allMatch(Contribution::isFixed);
  }

  /** {@code index = slope * candidate + rest}, solved for the candidate. */
  private void take(int d, RVar candidate, long slope) {
    left.remove(candidate.name());
    Expr rest = Rewrite.substitute(at.get(d), Map.of(candidate.name(), IntConst.index(0)));
    Expr distance = indices.get(d).minus(rest);
    Expr signed = Index.simplify(slope > 0 ? distance : distance.unaryMinus(), Scope.EMPTY);
    long step = Math.abs(slope);
    Expr found = step == 1 ? signed : signed.div(step);
    solved.put(candidate.name(), found);
    if (step != 1) {
      steps = true;
      conditions.add(signed.rem(step).eq(0));
    }
    Range range = candidate.given();
    Scope scope = scope();
    if (!Index.proves(range.min(), found, scope)) {
      conditions.add(range.min().le(found));
    }
    if (!Index.proves(found, range.max(), scope)) {
      conditions.add(found.le(range.max()));
    }
  }

  private Scope scope() {
    Scope scope = Scope.EMPTY;
    for (int d = 0; d < indices.size(); d++) {
      scope = scope.with(indices.get(d).name(), ranges.get(d));
    }
    for (RVar variable : left.values()) {
      scope = scope.with(variable.name(), variable.given());
    }
    return scope;
  }

  private Func gathered() {
    Expr body = Rewrite.substitute(value, solved);
    if (!conditions.isEmpty()) {
      body = Dsl.select(conditions.stream().reduce(Expr::and).orElseThrow(),
          steps ? clamped(body) : body, Gradient.constant(body.type(), 0));
    }
    Expr definition = left.isEmpty() ? body
        : new Reduce(Reduction.SUM, List.copyOf(left.values()), body);
    return Func.internal(name, indices, ranges, definition, reader.where());
  }

  /** Under the guard no index is outside; with divisions in them this is hard to prove. */
  private static Expr clamped(Expr e) {
    Expr mapped = e.mapChildren(Contribution::clamped);
    return mapped instanceof Access access && access.edge().isNone()
        ? new Access(access.source(), access.indices(), Edge.CLAMP, access.component()) : mapped;
  }

  private Func scattered(List<RVar> order) {
    Func zero = Func.internal(name, indices, ranges, Gradient.constant(access.type(), 0),
        reader.where());
    List<Expr> place = new ArrayList<>();
    for (int d = 0; d < indices.size(); d++) {
      place.add(place(d));
    }
    return zero.update(place.toArray(Expr[]::new)).over(order.toArray(RVar[]::new)).plus(value);
  }

  /** What a mirror gives lies inside, which no proof of bounds sees: it is clamped. */
  private Expr place(int d) {
    Expr inside = access.edge().inside(at.get(d), ranges.get(d));
    return switch (access.edge().mode()) {
      case MIRROR, MIRROR_INTERIOR -> Edge.CLAMP.inside(inside, ranges.get(d));
      case NONE, CLAMP, WRAP, CONSTANT, CHECKED -> inside;
    };
  }
}

package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reduction along which memory is dense, while no index of its Func makes good lanes: the sum of
 * a row. Its partial sums are the lanes of a few vectors in registers.
 *
 * <pre>
 * for i: for r: f[i] += x   ->   for i: { for r / w: lanes of r % w: p += x;  f[i] = sum of p }
 * </pre>
 */
final class RowReduction {

  private static final int MOST_VECTORS = 4;

  private final Func func;
  private final RVar along;
  private final int lanes;
  private final long width;

  private RowReduction(Func func, RVar along, int lanes) {
    this.func = func;
    this.along = along;
    this.lanes = lanes;
    long vectors = AccessPattern.extent(along.given()) / lanes;
    this.width = lanes * Math.min(MOST_VECTORS, Long.highestOneBit(Math.max(1, vectors)));
  }

  /** Along the last reduction index that allows it. */
  static Optional<RowReduction> of(Func func, Fusion fusion, Target target) {
    boolean known = func.reduction().isPresent()
        && func.reduction().get().combiner() instanceof Reduction;
    if (!known) {
      return Optional.empty();
    }
    int lanes = target.lanes(func.type());
    for (RVar r : func.variables().reversed()) {
      List<AccessPattern> accesses = fusion.accesses(func);
      boolean dense = accesses.stream().allMatch(a -> a.stride(r.name()) <= 1)
          && accesses.stream().anyMatch(a -> a.stride(r.name()) == 1);
      if (dense && lanes > 1 && AccessPattern.isFixed(r.given())
          && AccessPattern.extent(r.given()) >= 2L * lanes) {
        return Optional.of(new RowReduction(func, r, lanes));
      }
    }
    return Optional.empty();
  }

  /** The cost of a point, in loads, as {@link VectorAxis#cost} has it. */
  double cost(Fusion fusion) {
    return (1.0 + fusion.accesses(func).size()) / lanes;
  }

  private String inner() {
    return along.name() + ".inner";
  }

  private String partial() {
    return func.name() + ".partial";
  }

  /** The Func at root: its indices in parallel. */
  Schedule atRoot(Schedule schedule) {
    List<String> indices = func.indices().stream().map(Var::name).toList();
    Schedule s = factored(schedule.func(func.name())).parallel(indices.toArray(String[]::new));
    s = indices.isEmpty() ? s : s.cacheWrite(Memory.PRIVATE, indices.getLast()).unroll(inner());
    s = s.func(partial());
    return lanes(indices.isEmpty() ? s : s.computeAt(func.name(), indices.getLast()));
  }

  /** The Func inside a loop of another. */
  Schedule inside(Schedule schedule, String consumer, String loop) {
    Schedule s = factored(schedule.func(func.name())).computeAt(consumer, loop).unroll(inner());
    return lanes(s.func(partial()).computeAt(consumer, loop)).func(consumer);
  }

  private Schedule factored(Schedule schedule) {
    return schedule.split(along.name(), width).rfactor(inner(), partial());
  }

  private Schedule lanes(Schedule schedule) {
    List<String> order = new ArrayList<>();
    func.variables().stream().filter(r -> r != along).forEach(r -> order.add(r.name()));
    order.add(along.name() + ".outer");
    Schedule s = schedule.split(inner(), lanes);
    order.add(inner() + ".outer");
    order.add(inner() + ".inner");
    return s.reorder(order.toArray(String[]::new)).unroll(inner() + ".outer")
        .vectorize(inner() + ".inner");
  }
}

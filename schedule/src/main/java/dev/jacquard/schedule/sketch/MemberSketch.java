package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Func computed inside the loops of its group's root: its own loops, for one tile. */
final class MemberSketch {

  private static final long MOST_UNROLLED = 96;
  private static final long HALO = 2;

  private final Group group;
  private final Func member;
  private final Fusion fusion;
  private final Target target;
  private final Tile tile;

  MemberSketch(Group group, Func member, Fusion fusion, Target target, Tile tile) {
    this.group = group;
    this.member = member;
    this.fusion = fusion;
    this.target = target;
    this.tile = tile;
  }

  Schedule apply(Schedule schedule, String place, Chooser chooser) {
    boolean single = member.indices().stream().allMatch(v -> extent(v) == 1);
    Optional<RowReduction> row = RowReduction.of(member, fusion, target).filter(_ -> single);
    if (row.isPresent() && chooser.choose(member.name() + ".rows.lanes", List.of(false, true),
        true)) {
      return row.get().inside(schedule, group.root.name(), place);
    }
    Schedule s = schedule.func(member.name()).computeAt(group.root.name(), place);
    String vector = vector();
    int lanes = lanes(vector);
    List<String> order = new ArrayList<>();
    List<String> unrolled = new ArrayList<>();
    member.reduction().ifPresent(r -> r.variables().forEach(v -> order.add(v.name())));
    long statements = 1;
    for (Var v : member.indices()) {
      if (!v.name().equals(vector)) {
        order.add(v.name());
        unrolled.add(v.name());
        statements *= extent(v);
      }
    }
    if (lanes > 1) {
      s = s.split(vector, lanes);
      order.add(vector + ".outer");
      order.add(vector + ".inner");
      unrolled.add(vector + ".outer");
      statements *= Math.max(1, extent(new Var(vector)) / lanes);
    } else if (!vector.isEmpty()) {
      order.add(vector);
    }
    s = order.size() > 1 ? s.reorder(order.toArray(String[]::new)) : s;
    boolean unroll = chooser.choose(member.name() + ".unroll", List.of(false, true),
        statements * steps() <= MOST_UNROLLED) && statements <= MOST_UNROLLED;
    if (unroll) {
      s = s.unroll(unrolled.toArray(String[]::new));
      s = steps() * statements <= MOST_UNROLLED && isReductionFixed() ? s.unroll(reductions()) : s;
    }
    return (lanes > 1 ? s.vectorize(vector + ".inner") : s).func(group.root.name());
  }

  /** The tile in registers: all its loops written out inside those of the reduction. */
  Schedule applyCore(Schedule schedule, String place, List<String> reductions) {
    Schedule s = schedule.func(member.name()).computeAt(group.root.name(), place);
    String vector = vector();
    int lanes = lanes(vector);
    List<String> order = new ArrayList<>(reductions);
    List<String> unrolled = new ArrayList<>(member.indices().stream().map(Var::name)
        .filter(v -> !v.equals(vector)).toList());
    if (lanes > 1) {
      s = s.split(vector, lanes);
      unrolled.add(vector + ".outer");
    } else if (!vector.isEmpty()) {
      unrolled.add(vector);
    }
    order.addAll(unrolled);
    if (lanes > 1) {
      order.add(vector + ".inner");
    }
    s = s.reorder(order.toArray(String[]::new)).unroll(unrolled.toArray(String[]::new));
    return (lanes > 1 ? s.vectorize(vector + ".inner") : s).func(group.root.name());
  }

  private boolean isReductionFixed() {
    return member.reduction().stream().flatMap(r -> r.variables().stream())
        .allMatch(r -> AccessPattern.isFixed(r.given()));
  }

  private String[] reductions() {
    return member.reduction().stream().flatMap(r -> r.variables().stream()).map(RVar::name)
        .toArray(String[]::new);
  }

  private long steps() {
    return (long) (Fusion.points(member) / Math.max(1, member.ranges().stream()
        .mapToDouble(AccessPattern::extent).reduce(1, (a, b) -> a * b)));
  }

  /** The index that follows the root's vector axis, else a dense one that follows nothing. */
  private String vector() {
    for (Var v : member.indices()) {
      if (tile.isVector() && tile.vector().equals(group.followed(member.name(), v.name()))) {
        return v.name();
      }
    }
    for (Var v : member.indices()) {
      if (group.followed(member.name(), v.name()) == null
          && VectorAxis.isDense(member, v.name(), fusion.accesses(member))) {
        return v.name();
      }
    }
    return "";
  }

  private int lanes(String vector) {
    if (vector.isEmpty()) {
      return 1;
    }
    long extent = extent(new Var(vector));
    return (int) Math.min(target.lanes(member.type()), Long.highestOneBit(Math.max(1, extent)));
  }

  /** Iterations of an index for one tile; about, where there is a halo. */
  private long extent(Var index) {
    String loop = group.followed(member.name(), index.name());
    long whole = AccessPattern.extent(member.range(index).orElseThrow());
    return loop == null ? whole : Math.min(whole, tile.extent(loop)
        + (tile.extent(loop) > 1 && !loop.equals(tile.vector()) ? HALO : 0));
  }
}

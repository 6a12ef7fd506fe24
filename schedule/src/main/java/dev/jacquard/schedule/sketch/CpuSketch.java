package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A group on a CPU: one work-item computes a tile, or a row of tiles, with the results of a
 * reduction in registers.
 *
 * <pre>
 * parallel outer tiles: for a few tiles: { members of the group;
 *     for reductions: unrolled rows: unrolled vectors: lanes }
 * </pre>
 */
final class CpuSketch {

  private static final long ENOUGH_FOR_AN_ITEM = 4096;
  private static final int MOST_STATEMENTS = 64;
  private static final double CLEARLY = 1.5;
  private static final int MOST_UNROLLED = 96;
  private static final List<Integer> CHUNKS = List.of(1, 2, 4, 8, 16, 32, 64);

  private final Group group;
  private final Func root;
  private final Func core;
  private final Fusion fusion;
  private final Target target;
  private final Chooser chooser;
  private final Tile tile;
  private final List<String> outer = new ArrayList<>();
  private final List<String> reductions = new ArrayList<>();

  CpuSketch(Group group, Fusion fusion, Target target, Chooser chooser) {
    this.group = group;
    this.root = group.root;
    this.core = group.core(fusion);
    this.fusion = fusion;
    this.target = target;
    this.chooser = chooser;
    this.tile = new ChooseTile(group, fusion, target, chooser).choose();
  }

  Schedule apply(Schedule schedule) {
    Optional<RowReduction> row = RowReduction.of(root, fusion, target)
        .filter(_ -> group.members().isEmpty());
    if (row.isPresent() && chooser.choose(root.name() + ".rows.lanes", List.of(false, true),
        isBetter(row.get()))) {
      return row.get().atRoot(schedule);
    }
    Schedule s = schedule.func(root.name());
    List<String> order = Orders.outer(group, core, tile, chooser);
    List<String> reduced = Orders.reductions(core, chooser);
    PackInputs packing = new PackInputs(group, fusion, tile, chooser, order, reduced);
    s = split(s, order, packing);
    s = core == root ? unrollReduction(s, reduced) : s;
    s = reorder(s);
    s = chunk(s, order);
    int shared = sharedLoops(order);
    s = s.parallel(outer.subList(0, shared).toArray(String[]::new));
    if (root.reduction().isPresent() && !outer.isEmpty()) {
      s = s.cacheWrite(Memory.PRIVATE, outer.getLast());
    }
    s = packing.apply(s);
    for (Func member : group.members()) {
      MemberSketch sketch = new MemberSketch(group, member, fusion, target, tile);
      s = member == core ? sketch.applyCore(s, outer.getLast(), reduced)
          : sketch.apply(s, place(member, shared), chooser);
    }
    return s;
  }

  private boolean isBetter(RowReduction row) {
    long lanes = Math.max(1, tile.lanes());
    double alone = tile.isVector() ? VectorAxis.cost(root, tile.vector(), lanes,
        fusion.accesses(root)) : 1.0 + fusion.accesses(root).size();
    return row.cost(fusion) * CLEARLY < alone;
  }

  /** Splits what the tile spans; collects the outer loops in their order. */
  private Schedule split(Schedule schedule, List<String> order, PackInputs packing) {
    Schedule s = schedule;
    for (String loop : order) {
      long part = tile.extent(loop);
      if (part > 1) {
        Tail tail = loop.equals(tile.vector()) && packing.isRagged() ? Tail.GUARD : Tail.AUTO;
        s = s.split(loop, part, tail);
      }
      outer.add(part > 1 ? loop + ".outer" : loop);
    }
    if (tile.isVector() && tile.vectors() > 1) {
      s = s.split(tile.vector() + ".inner", tile.lanes());
    }
    return s;
  }

  private List<String> inner() {
    List<String> inner = new ArrayList<>();
    if (tile.rows() > 1) {
      inner.add(tile.block() + ".inner");
    }
    if (tile.width() > 1) {
      inner.addAll(tile.vectors() > 1 && tile.lanes() > 1 ? List.of(
          tile.vector() + ".inner.outer", tile.vector() + ".inner.inner")
          : List.of(tile.vector() + ".inner"));
    }
    return inner;
  }

  private Schedule unrollReduction(Schedule schedule, List<String> reduced) {
    reductions.addAll(reduced);
    if (reduced.isEmpty()) {
      return schedule;
    }
    String last = reduced.getLast();
    long extent = root.reduction().orElseThrow().variables().stream()
        .filter(r -> r.name().equals(last)).map(RVar::given).mapToLong(AccessPattern::extent)
        .findFirst().orElseThrow();
    List<Integer> factors = CHUNKS.stream().filter(u -> u <= 8 && extent % u == 0
        && (long) u * tile.values() <= MOST_UNROLLED || u == 1).toList();
    boolean small = extent <= 4 && factors.contains((int) extent)
        && extent * tile.values() <= MOST_STATEMENTS;
    int factor = chooser.choose(root.name() + ".unroll", factors, small ? (int) extent : 1);
    if (factor == 1) {
      return schedule;
    }
    if (factor == extent && isFixed(last)) {
      return schedule.unroll(last);
    }
    reductions.set(reductions.size() - 1, last + ".outer");
    reductions.add(last + ".inner");
    return schedule.split(last, factor).unroll(last + ".inner");
  }

  private boolean isFixed(String reduced) {
    return root.reduction().orElseThrow().variables().stream()
        .filter(r -> r.name().equals(reduced)).allMatch(r -> AccessPattern.isFixed(r.given()));
  }

  private Schedule reorder(Schedule schedule) {
    List<String> all = new ArrayList<>(outer);
    all.addAll(reductions);
    all.addAll(inner());
    Schedule s = all.size() < 2 ? schedule : schedule.reorder(all.toArray(String[]::new));
    for (String loop : inner()) {
      boolean lanes = tile.isVector() && loop.equals(inner().getLast());
      s = lanes ? s.vectorize(loop) : s.unroll(loop);
    }
    return s;
  }

  /** Several tiles along the fastest loop for one work-item, so that starting it costs little. */
  private Schedule chunk(Schedule schedule, List<String> order) {
    if (order.isEmpty() || sharedLoops(order) < order.size()) {
      return schedule;
    }
    String fastest = order.getLast();
    long tiles = (group.extent(fastest) + tile.extent(fastest) - 1) / tile.extent(fastest);
    List<Integer> options = CHUNKS.stream().filter(c -> c <= tiles || c == 1).toList();
    long wanted = core.reduction().isPresent() ? 1
        : ENOUGH_FOR_AN_ITEM / Math.max(1, tile.width() * tile.rows());
    int preferred = options.stream().filter(c -> c <= wanted).reduce(1, Math::max);
    int chunk = chooser.choose(root.name() + ".chunk", options, preferred);
    if (chunk == 1) {
      return schedule;
    }
    String loop = outer.removeLast();
    outer.add(loop + ".outer");
    outer.add(loop + ".inner");
    return schedule.split(loop, chunk, Tail.GUARD);
  }

  /** How many of the outer loops run in parallel: those that every member follows. */
  private int sharedLoops(List<String> order) {
    List<String> shared = group.shared();
    int count = 0;
    while (count < order.size() && shared.contains(order.get(count))) {
      count++;
    }
    return count;
  }

  private String place(Func member, int shared) {
    boolean all = group.loops(member.name()).size() == root.rank();
    return all ? outer.getLast() : outer.get(shared - 1);
  }
}

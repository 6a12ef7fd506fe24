package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.backend.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Decides the vector axis and the register tile of a group. */
final class ChooseTile {

  private static final List<Integer> VECTORS = List.of(1, 2, 3, 4, 6, 8);
  private static final List<Integer> ROWS = List.of(1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16);
  /** Registers for operands besides the accumulators. */
  private static final int OPERANDS = 4;

  private final Group group;
  private final Func root;
  private final Func core;
  private final Fusion fusion;
  private final Target target;
  private final Chooser chooser;

  ChooseTile(Group group, Fusion fusion, Target target, Chooser chooser) {
    this.group = group;
    this.root = group.root;
    this.core = group.core(fusion);
    this.fusion = fusion;
    this.target = target;
    this.chooser = chooser;
  }

  Tile choose() {
    List<String> loops = root.indices().stream().map(Var::name).toList();
    List<String> axes = new ArrayList<>(loops.stream().filter(l -> group.extent(l) > 1).toList());
    axes.add("");
    String vector = chooser.choose(decision("vector"), axes, axes.stream()
        .min(Comparator.comparingDouble(this::cost)).orElse(""));
    int lanes = lanes(vector);
    List<Integer> widths = VECTORS.stream()
        .filter(v -> (long) v * lanes <= group.extent(vector) || v == 1).toList();
    int vectors = vector.isEmpty() ? 1 : chooser.choose(decision("vectors"), widths,
        preferredVectors(vector, lanes, widths));
    List<String> blocks = new ArrayList<>(loops.stream()
        .filter(l -> group.extent(l) > 1 && !l.equals(vector)).toList());
    blocks.add("");
    String block = chooser.choose(decision("block"), blocks, preferredBlock(vector, blocks));
    return new Tile(vector, lanes, vectors, block, rows(block, lanes, vectors));
  }

  private String decision(String name) {
    return root.name() + "." + name;
  }

  /** The most lanes that the type and the extent allow. */
  private int lanes(String loop) {
    long extent = group.extent(loop);
    int widest = target.lanes(widestType());
    return loop.isEmpty() ? 1
        : (int) Math.min(widest, Long.highestOneBit(Math.max(1, extent)));
  }

  private DType widestType() {
    List<DType> types = new ArrayList<>(root.types());
    group.members().forEach(member -> types.addAll(member.types()));
    return types.stream().max(Comparator.comparingInt(DType::bytes)).orElseThrow();
  }

  private double cost(String loop) {
    double cost = 0;
    List<Func> all = new ArrayList<>(group.members());
    all.add(root);
    for (Func func : all) {
      String own = group.index(func, loop);
      long lanes = own.isEmpty() ? 1 : lanes(loop);
      cost += own.isEmpty() || lanes == 1 ? alone(func)
          : VectorAxis.cost(func, own, lanes, fusion.accesses(func));
    }
    return cost;
  }

  /** The cost of a member that does not run along the axis, but may have a dense one of its own. */
  private double alone(Func func) {
    boolean dense = func != root && func.indices().stream().anyMatch(v ->
        group.followed(func.name(), v.name()) == null
            && VectorAxis.isDense(func, v.name(), fusion.accesses(func)));
    return (1.0 + fusion.accesses(func).size()) / (dense ? target.lanes(func.type()) : 1);
  }

  private int preferredVectors(String vector, int lanes, List<Integer> options) {
    long whole = Math.max(1, group.extent(vector) / lanes);
    int wanted = core.reduction().isPresent() ? 2 : group.members().isEmpty() ? 4 : 1;
    return options.stream().filter(v -> v <= wanted && whole % v == 0)
        .max(Comparator.naturalOrder()).orElse(1);
  }

  /** The loop along which most vectors loaded are used again; of those the closest in memory. */
  private String preferredBlock(String vector, List<String> options) {
    if (target.lanes(core.type()) == 1 || core.reduction().isEmpty() && !hasHalo()) {
      return "";
    }
    return options.stream().filter(l -> !l.isEmpty()).max(Comparator
        .comparingLong((String l) -> reuse(vector, l)).thenComparingLong(l -> fit(l))
        .thenComparingLong(l -> -nearest(l))).orElse("");
  }

  private boolean hasHalo() {
    return group.members().stream().anyMatch(m -> m.reduction().isPresent()
        && group.loops(m.name()).size() == root.rank());
  }

  private long reuse(String vector, String loop) {
    String own = group.index(core, loop);
    return fusion.accesses(core).stream().filter(a -> a.stride(own) == 0
        && (vector.isEmpty() || a.stride(group.index(core, vector)) != 0)).count();
  }

  /** 1 where a tile of a few rows divides the extent or is small beside it. */
  private long fit(String loop) {
    return group.extent(loop) >= 4 ? 1 : 0;
  }

  private long nearest(String loop) {
    String own = group.index(core, loop);
    return fusion.accesses(core).stream().mapToLong(a -> a.stride(own)).filter(s -> s != 0)
        .min().orElse(Long.MAX_VALUE - 1);
  }

  private int rows(String block, int lanes, int vectors) {
    if (block.isEmpty()) {
      return 1;
    }
    int registers = core.reduction().isEmpty() ? 64
        : Math.max(2, target.registerBytes() / Math.max(4, lanes * 4) - OPERANDS);
    long extent = group.extent(block);
    List<Integer> options = ROWS.stream()
        .filter(r -> r <= extent && (long) r * vectors <= registers || r == 1).toList();
    return chooser.choose(decision("rows"), options, preferredRows(extent, options));
  }

  private int preferredRows(long extent, List<Integer> options) {
    if (core.reduction().isEmpty()) {
      return Math.min(8, options.getLast());
    }
    int wanted = extent >= 120 ? 12 : 14;
    int most = options.stream().filter(r -> r <= wanted).max(Comparator.naturalOrder()).orElse(1);
    if (extent >= 120) {
      return most;
    }
    return options.stream().filter(r -> r <= most && extent % r == 0)
        .max(Comparator.naturalOrder()).filter(r -> r >= 4 || r == extent).orElse(most);
  }
}

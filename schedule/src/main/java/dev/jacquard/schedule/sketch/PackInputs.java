package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides which sources a reduction reads through a packed copy: panels as wide as the tile, whose
 * elements lie in the order in which the loops read them.
 */
final class PackInputs {

  private static final double OFTEN = 32;
  private static final long FAR = 256;
  private static final long ENOUGH_GROUPS = 64;

  private record Packed(AccessPattern access, int dimension) {}

  private final Func core;
  private final String vector;
  private final String root;
  private final Tile tile;
  private final List<String> order;
  private final List<Packed> packed = new ArrayList<>();

  PackInputs(Group group, Fusion fusion, Tile tile, Chooser chooser, List<String> outer,
      List<String> reductions) {
    this.core = group.core(fusion);
    this.root = group.root.name();
    this.tile = tile;
    this.vector = group.index(core, tile.vector());
    this.order = new ArrayList<>(outer.stream().filter(loop -> !loop.equals(tile.block()))
        .map(loop -> group.index(core, loop)).toList());
    order.addAll(reductions);
    order.add(group.index(core, tile.block()));
    if (!tile.isVector() || core.reduction().isEmpty()) {
      return;
    }
    for (AccessPattern access : fusion.accesses(core)) {
      Optional<Integer> dimension = access.dimension(vector);
      boolean once = packed.stream().noneMatch(p -> isSame(p.access().source(), access.source()));
      if (dimension.isPresent() && once && access.source() instanceof Input
          && readsOnce(fusion, access)) {
        boolean pack = chooser.choose(core.name() + ".pack." + access.source().name(),
            List.of(false, true), isWorthwhile(access));
        if (pack) {
          packed.add(new Packed(access, dimension.get()));
        }
      }
    }
  }

  /** Read twice, differently, no one order is best; read by what is inlined, none is known. */
  private boolean readsOnce(Fusion fusion, AccessPattern access) {
    long reads = fusion.accesses(core).stream().filter(a -> isSame(a.source(), access.source()))
        .count();
    return reads == 1 && isRead(core.definition(), access.source());
  }

  private static boolean isSame(Source a, Source b) {
    return a.name().equals(b.name());
  }

  private static boolean isRead(Expr e, Source source) {
    return e instanceof Access access && isSame(access.source(), source)
        || e.children().stream().anyMatch(child -> isRead(child, source));
  }

  private boolean isWorthwhile(AccessPattern access) {
    long stride = access.stride(vector);
    boolean often = Fusion.points(core) / access.elements() >= OFTEN;
    boolean far = order.stream().filter(l -> !l.isEmpty() && !l.equals(vector))
        .mapToLong(access::stride).anyMatch(s -> s >= FAR && s != AccessPattern.IRREGULAR);
    return access.isConstant() || stride != 1 && often || far && often;
  }

  /** Whether some panel is not full. */
  boolean isRagged() {
    return packed.stream().anyMatch(p -> AccessPattern.extent(p.access().source(), p.dimension())
        % tile.width() != 0);
  }

  Schedule apply(Schedule schedule) {
    Schedule s = schedule;
    for (Packed p : packed) {
      s = pack(s, p);
    }
    return s;
  }

  private Schedule pack(Schedule schedule, Packed p) {
    String source = p.access().source().name();
    String copy = source + ".packed";
    List<Integer> others = others(p);
    List<Layout.Axis> axes = new ArrayList<>();
    axes.add(Layout.Axis.outer(p.dimension(), tile.width()));
    others.forEach(d -> axes.add(Layout.Axis.whole(d)));
    axes.add(Layout.Axis.inner(p.dimension(), tile.width()));
    Schedule s = schedule.func(core.name()).cacheRead(source, copy)
        .layout(copy, new Layout(axes)).func(copy);
    String panel = "d" + p.dimension();
    List<String> loops = new ArrayList<>();
    loops.add(panel + ".outer");
    others.forEach(d -> loops.add("d" + d));
    int spread = spread(p, others);
    s = s.split(panel, tile.width()).parallel(loops.subList(0, spread).toArray(String[]::new));
    loops.add(panel + ".inner");
    s = s.reorder(loops.toArray(String[]::new));
    s = tile.vectors() > 1 ? s.vectorize(panel + ".inner", tile.lanes())
        : s.vectorize(panel + ".inner");
    return s.func(root);
  }

  /** The other dimensions in the order in which the loops run through them. */
  private List<Integer> others(Packed p) {
    List<Expr> indices = p.access().indices();
    List<Integer> others = new ArrayList<>();
    for (int d = 0; d < indices.size(); d++) {
      if (d != p.dimension()) {
        others.add(d);
      }
    }
    others.sort(Comparator.comparingInt(d -> depth(indices.get(d))));
    return others;
  }

  private int depth(Expr index) {
    int depth = -1;
    for (int i = 0; i < order.size(); i++) {
      if (!order.get(i).isEmpty() && Rewrite.mentions(index, order.get(i))) {
        depth = i;
      }
    }
    return depth;
  }

  /** How many of the copy's loops run in parallel: enough for all compute units. */
  private int spread(Packed p, List<Integer> others) {
    long groups = AccessPattern.extent(p.access().source(), p.dimension()) / tile.width();
    int count = 1;
    while (groups < ENOUGH_GROUPS && count <= others.size()) {
      groups *= AccessPattern.extent(p.access().source(), others.get(count - 1));
      count++;
    }
    return count;
  }
}

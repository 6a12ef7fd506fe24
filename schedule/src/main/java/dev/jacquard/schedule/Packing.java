package dev.jacquard.schedule;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.Where;
import dev.jacquard.dsl.data.Layout;
import java.util.ArrayList;
import java.util.List;

/** The directives behind {@code pack}: a copy, its layout, and loops that fill it well. */
final class Packing {

  /** Of a copy, where nothing is known of the device. */
  static final int LANES = 16;

  private Packing() {}

  static Schedule pack(Schedule schedule, String reader, Source source, String dimension,
      long block, int lanes) {
    Func func = schedule.nest().require(reader).func();
    int dim = dimension(func, source, dimension);
    String copy = source.name() + ".packed";
    Schedule cached = schedule.cacheRead(source.name(), copy)
        .layout(copy, panels(source.rank(), dim, block)).func(copy);
    List<String> names = schedule.nest().find(copy).isPresent() ? List.of()
        : cached.nest().require(copy).loops().stream().map(l -> l.name()).toList();
    String blocked = names.get(dim);
    List<String> order = new ArrayList<>(names);
    order.remove(dim);
    order.addFirst(blocked + ".outer");
    order.add(blocked + ".inner");
    Schedule filled = cached.split(blocked, block).reorder(order.toArray(String[]::new))
        .parallel(order.subList(0, Math.min(order.size() - 1, 2)).toArray(String[]::new));
    return (lanes > 1 ? filled.vectorize(blocked + ".inner", lanes) : filled).func(reader);
  }

  /** {@code d/block, the other dimensions, d%block}. */
  static Layout panels(int rank, int dim, long block) {
    List<Layout.Axis> axes = new ArrayList<>();
    axes.add(Layout.Axis.outer(dim, block));
    for (int d = 0; d < rank; d++) {
      if (d != dim) {
        axes.add(Layout.Axis.whole(d));
      }
    }
    axes.add(Layout.Axis.inner(dim, block));
    return new Layout(axes);
  }

  private static int dimension(Func reader, Source source, String name) {
    List<String> names = new ArrayList<>();
    for (int d = 0; d < source.rank(); d++) {
      names.add(source instanceof Input input && input.extents().get(d) instanceof Dim dim
          ? dim.name() : "");
    }
    int[] found = {names.indexOf(name)};
    Rewrite.walk(reader.definition(), e -> {
      if (found[0] < 0 && e instanceof Access access
          && access.source().name().equals(source.name())) {
        found[0] = position(access.indices(), name);
      }
    });
    if (found[0] < 0) {
      throw new ScheduleError(("%s is neither a dimension of %s (%s) nor an index that runs over "
          + "one. Name one of those.").formatted(name, source.name(), String.join(", ", names))).in(
              "Schedule for %s, pack(%s, %s)".formatted(reader.name(), source.name(), name),
              Where.caller());
    }
    return found[0];
  }

  private static int position(List<Expr> indices, String name) {
    for (int d = 0; d < indices.size(); d++) {
      boolean runs = switch (indices.get(d)) {
        case Var(String n) -> n.equals(name);
        case RVar r -> r.name().equals(name);
        default -> false;
      };
      if (runs) {
        return d;
      }
    }
    return -1;
  }
}

package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The text of a loop nest: one line a loop, what is computed inside it indented below. */
final class NestPrinter {

  private final LoopNest nests;
  private final StringBuilder text = new StringBuilder();

  private NestPrinter(LoopNest nests) {
    this.nests = nests;
  }

  static String print(LoopNest nests) {
    NestPrinter printer = new NestPrinter(nests);
    nests.algorithm().inputs().forEach(printer::input);
    List<Nest> roots = nests.nests().stream()
        .filter(nest -> nest.placement() instanceof Placement.Root).toList();
    for (List<Nest> together : sharing(roots, 0)) {
      printer.line(0, together.stream().map(nest -> nest.name()
          + printer.layout(nest.name(), nest.func().rank()) + hint(nest))
          .collect(Collectors.joining(" and ", "produce ", ":")));
      printer.loops(together, 0, 1);
    }
    return printer.text.toString();
  }

  /** Those that share their loop at a position stand together, where the last of them stood. */
  private static List<List<Nest>> sharing(List<Nest> nests, int position) {
    List<List<Nest>> parts = new ArrayList<>();
    for (Nest nest : nests) {
      List<Nest> part = new ArrayList<>();
      for (List<Nest> earlier : List.copyOf(parts)) {
        if (earlier.stream().anyMatch(
            each -> shares(each, nest, position) || shares(nest, each, position))) {
          part.addAll(earlier);
          parts.remove(earlier);
        }
      }
      part.add(nest);
      parts.add(part);
    }
    return parts;
  }

  private static boolean shares(Nest nest, Nest other, int position) {
    Details.With with = nest.details().with();
    return with != null && with.other().equals(other.name())
        && index(nest, with.loop()) >= position
        && index(nest, with.loop()) == index(other, with.loop());
  }

  private static int index(Nest nest, String loop) {
    return nest.loops().stream().map(Loop::name).toList().indexOf(loop);
  }

  /** Of an input only what the schedule says of it. */
  private void input(Input input) {
    String layout = layout(input.name(), input.rank());
    if (!layout.isEmpty()) {
      line(0, "input " + input.name() + layout);
    }
  }

  private String layout(String tensor, int rank) {
    Layout layout = nests.layout(tensor, rank);
    return layout.isCanonical() ? "" : " in layout " + layout;
  }

  private static String hint(Nest nest) {
    return nest.held().hint() == StoreHint.STREAM ? " past the caches" : "";
  }

  /** @param together one nest, or several that share their loops down to this position */
  private void loops(List<Nest> together, int position, int depth) {
    Nest nest = together.getFirst();
    if (position == nest.loops().size()) {
      statement(nest, depth);
      return;
    }
    start(nest, position, depth);
    Loop loop = nest.loops().get(position);
    line(depth, kind(nest, loop) + " " + loop.name() + ":");
    together.forEach(each -> inside(each, loop, depth + 1));
    sharing(together, position + 1).forEach(part -> body(part, loop, position + 1, depth + 1));
  }

  /** What is inside a loop. */
  private void body(List<Nest> together, Loop loop, int position, int depth) {
    Nest nest = together.getFirst();
    if (nest.cache() == null || !nest.cache().loop().equals(loop.name())) {
      loops(together, position, depth);
      return;
    }
    line(depth, "hold " + nest.name() + " in " + lower(nest.cache().memory()) + ":");
    loops(together, position, depth + 1);
    line(depth, "write " + nest.name());
  }

  /** The start value of a reduction, before the first of its loops. */
  private void start(Nest nest, int position, int depth) {
    boolean first = nest.loops().get(position).reduction()
        && nest.loops().subList(0, position).stream().noneMatch(Loop::reduction);
    if (first && nest.cache() == null && nest.func().reduction().isPresent()) {
      line(depth, nest.name() + ".0 = "
          + Tuple.of(nest.func().reduction().orElseThrow().identities()));
    }
  }

  private void inside(Nest consumer, Loop loop, int depth) {
    consumer.details().prefetches().stream().filter(p -> p.at().equals(loop.name())).forEach(p ->
        line(depth, "prefetch %s for %s + %d".formatted(p.source(), p.loop(), p.distance())));
    for (Nest nest : nests.nests()) {
      Window window = nest.held().window();
      if (window != null && nest.placement() instanceof Placement.At(String func, String _, int _)
          && func.equals(consumer.name()) && window.loop().equals(loop.name())) {
        line(depth, "room for " + nest.name() + (window.fold() == null ? ""
            : ", %s %% %d".formatted(window.fold().index(), window.fold().factor())));
      }
      if (nest.placement() instanceof Placement.At(String func, String at, int _)
          && func.equals(consumer.name()) && at.equals(loop.name())) {
        String kept = nest.held().isDoubled() ? ", two copies, one iteration ahead"
            : window == null ? "" : ", what is new";
        line(depth, "produce " + nest.name() + " in " + lower(nest.memory())
            + layout(nest.name(), nest.func().rank()) + kept + ":");
        loops(List.of(nest), 0, depth + 1);
      }
    }
  }

  private void statement(Nest nest, int depth) {
    if (nest.func().asUpdate().isPresent()) {
      line(depth, nest.func() + (nest.details().atomic() ? " atomically" : ""));
      return;
    }
    String stage = nest.func().reduction().isPresent() ? ".1" : "";
    line(depth, nest.name() + stage + nest.func().indices() + " = " + nest.func().definition());
  }

  private static String kind(Nest nest, Loop loop) {
    if (nest.tensor() != null && nest.tensor().loop().equals(loop.name())) {
      return nest.tensor().instruction().name();
    }
    return loop.kind() == LoopKind.SERIAL ? "for" : lower(loop.kind());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }
}

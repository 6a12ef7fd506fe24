package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.Tuple;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.Locale;

/** The text of a loop nest: one line a loop, what is computed inside it indented below. */
final class NestPrinter {

  private final LoopNest nests;
  private final StringBuilder text = new StringBuilder();

  private NestPrinter(LoopNest nests) {
    this.nests = nests;
  }

  static String print(LoopNest nests) {
    NestPrinter printer = new NestPrinter(nests);
    for (Nest nest : nests.nests()) {
      if (nest.placement() instanceof Placement.Root) {
        printer.line(0, "produce " + nest.name() + layout(nests, nest) + hint(nest) + ":");
        printer.loops(nest, 0, 1);
      }
    }
    return printer.text.toString();
  }

  private static String layout(LoopNest nests, Nest nest) {
    var layout = nests.layout(nest.name(), nest.func().rank());
    return layout.isCanonical() ? "" : " in layout " + layout;
  }

  private static String hint(Nest nest) {
    return nest.held().hint() == StoreHint.STREAM ? " past the caches" : "";
  }

  private void loops(Nest nest, int position, int depth) {
    if (position == nest.loops().size()) {
      statement(nest, depth);
      return;
    }
    Loop loop = nest.loops().get(position);
    boolean first = loop.reduction() && nest.loops().subList(0, position).stream()
        .noneMatch(Loop::reduction);
    if (first && nest.cache() == null && nest.func().reduction().isPresent()) {
      line(depth, nest.name() + ".0 = "
          + Tuple.of(nest.func().reduction().orElseThrow().identities()));
    }
    line(depth, kind(nest, loop) + " " + loop.name() + ":");
    inside(nest, loop, depth + 1);
    if (nest.cache() != null && nest.cache().loop().equals(loop.name())) {
      line(depth + 1, "hold " + nest.name() + " in " + lower(nest.cache().memory()) + ":");
      loops(nest, position + 1, depth + 2);
      line(depth + 1, "write " + nest.name());
      return;
    }
    loops(nest, position + 1, depth + 1);
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
        String kept = window == null ? "" : ", what is new";
        line(depth, "produce " + nest.name() + " in " + lower(nest.memory()) + kept + ":");
        loops(nest, 0, depth + 1);
      }
    }
  }

  private void statement(Nest nest, int depth) {
    if (nest.func().asUpdate().isPresent()) {
      line(depth, nest.func().toString());
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

package dev.jacquard.schedule;

import dev.jacquard.dsl.data.Layout;
import java.util.List;
import java.util.stream.Collectors;

/** Java text of a schedule, to paste into a program. */
final class ScheduleJava {

  private ScheduleJava() {}

  static String print(List<Directive> directives) {
    StringBuilder text = new StringBuilder("schedule");
    String current = null;
    for (Directive directive : directives) {
      boolean layout = directive instanceof Directive.SetLayout;
      if (!layout && !directive.func().equals(current)) {
        current = directive.func();
        text.append("\n    .func(").append(quote(current)).append(')');
      }
      text.append("\n    .").append(call(directive));
    }
    return text.append(';').toString();
  }

  private static String call(Directive directive) {
    return switch (directive) {
      case Directive.Split s -> "split(%s, %s, %s, %s, Tail.%s)".formatted(quote(s.loop()),
          number(s.factor()), quote(s.outer()), quote(s.inner()), s.tail());
      case Directive.Fuse f -> "fuse(%s, %s, %s)".formatted(quote(f.outer()), quote(f.inner()),
          quote(f.fused()));
      case Directive.Reorder r -> "reorder(" + r.loops().stream().map(ScheduleJava::quote)
          .collect(Collectors.joining(", ")) + ")";
      case Directive.Mark m -> m.word() + "(" + quote(m.loop()) + ")";
      case Directive.ComputeAt c -> "computeAt(%s, %s)".formatted(quote(c.consumer()),
          quote(c.loop()));
      case Directive.ComputeRoot _ -> "computeRoot()";
      case Directive.Inline _ -> "inline()";
      case Directive.Trace _ -> "trace()";
      case Directive.Atomic _ -> "atomic()";
      case Directive.DoubleBuffer _ -> "doubleBuffer()";
      case Directive.Partition p -> "partition(%s, Partitioning.%s)".formatted(quote(p.loop()),
          p.policy());
      case Directive.Rfactor r -> "rfactor(%s, %s)".formatted(quote(r.loop()), quote(r.name()));
      case Directive.StoreIn s -> "storeIn(Memory." + s.memory() + ")";
      case Directive.Tensorize t -> "tensorize(%s, %s)".formatted(quote(t.loop()),
          quote(t.instruction()));
      case Directive.Prefetch p -> "prefetch(%s, %s, %s, %s)".formatted(quote(p.source()),
          quote(p.at()), quote(p.loop()), number(p.distance()));
      case Directive.OfSize s -> "%s(new Dim(%s, %s, %s, %s, %s))".formatted(s.word(),
          quote(s.size()), number(s.stronger().defaultSize()), number(s.least()), number(s.most()),
          number(s.multiple()));
      case Directive.ComputeWith c -> "computeWith(%s, %s)".formatted(quote(c.other()),
          quote(c.loop()));
      case Directive.StoreAt c -> "storeAt(%s, %s)".formatted(quote(c.consumer()),
          quote(c.loop()));
      case Directive.FoldStorage c -> "foldStorage(%s, %s)".formatted(quote(c.index()),
          number(c.factor()));
      case Directive.SetStoreHint s -> "storeHint(StoreHint." + s.hint() + ")";
      case Directive.CacheWrite c -> "cacheWrite(Memory.%s, %s)".formatted(c.memory(),
          quote(c.at()));
      case Directive.CacheRead c -> "cacheRead(%s, %s)".formatted(quote(c.source()),
          quote(c.name()));
      case Directive.SetLayout(String tensor, Layout layout) ->
          "layout(%s, Layout.parse(%s))".formatted(quote(tensor), quote(layout.toString()));
    };
  }

  private static String number(long value) {
    return value == (int) value ? Long.toString(value) : value + "L";
  }

  private static String quote(String text) {
    return "\"" + text + "\"";
  }
}

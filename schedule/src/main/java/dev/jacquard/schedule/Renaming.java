package dev.jacquard.schedule;

import dev.jacquard.schedule.nest.LoopNest;
import java.util.HashMap;
import java.util.Map;

/** Gives the copies and partial results that a schedule makes names that are free in a nest. */
record Renaming(Map<String, String> names) {

  /** {@code B.packed -> C.B.packed} where the first is taken. */
  static Renaming of(Schedule schedule, String func, LoopNest nest) {
    Map<String, String> names = new HashMap<>();
    for (Directive directive : schedule.directives()) {
      String made = switch (directive) {
        case Directive.CacheRead copy -> copy.name();
        case Directive.Rfactor partial -> partial.name();
        default -> null;
      };
      if (made != null && nest.find(made).isPresent()) {
        names.put(made, func + "." + made);
      }
    }
    return new Renaming(names);
  }

  private String name(String old) {
    return names.getOrDefault(old, old);
  }

  Directive apply(Directive directive) {
    String func = name(directive.func());
    return switch (directive) {
      case Directive.Split d -> new Directive.Split(func, d.loop(), d.factor(), d.outer(),
          d.inner(), d.tail());
      case Directive.Fuse d -> new Directive.Fuse(func, d.outer(), d.inner(), d.fused());
      case Directive.Reorder d -> new Directive.Reorder(func, d.loops());
      case Directive.Mark d -> new Directive.Mark(func, d.loop(), d.kind());
      case Directive.ComputeAt d -> new Directive.ComputeAt(func, name(d.consumer()), d.loop());
      case Directive.StoreAt d -> new Directive.StoreAt(func, name(d.consumer()), d.loop());
      case Directive.FoldStorage d -> new Directive.FoldStorage(func, d.index(), d.factor());
      case Directive.ComputeWith d -> new Directive.ComputeWith(func, name(d.other()), d.loop());
      case Directive.ComputeRoot _ -> new Directive.ComputeRoot(func);
      case Directive.Inline _ -> new Directive.Inline(func);
      case Directive.Trace _ -> new Directive.Trace(func);
      case Directive.Atomic _ -> new Directive.Atomic(func);
      case Directive.DoubleBuffer _ -> new Directive.DoubleBuffer(func);
      case Directive.Partition d -> new Directive.Partition(func, d.loop(), d.policy());
      case Directive.Bound d -> new Directive.Bound(func, d.size(), d.least(), d.most(),
          d.multiple());
      case Directive.Rfactor d -> new Directive.Rfactor(func, d.loop(), name(d.name()));
      case Directive.StoreIn d -> new Directive.StoreIn(func, d.memory());
      case Directive.Tensorize d -> new Directive.Tensorize(func, d.loop(), d.instruction());
      case Directive.Prefetch d -> new Directive.Prefetch(func, name(d.source()), d.at(),
          d.loop(), d.distance());
      case Directive.Specialize d -> new Directive.Specialize(func, d.size(), d.least(),
          d.most(), d.multiple());
      case Directive.SetStoreHint d -> new Directive.SetStoreHint(func, d.hint());
      case Directive.CacheWrite d -> new Directive.CacheWrite(func, d.memory(), d.at());
      case Directive.CacheRead d -> new Directive.CacheRead(func, name(d.source()),
          name(d.name()));
      case Directive.SetLayout d -> new Directive.SetLayout(func, d.layout());
    };
  }
}

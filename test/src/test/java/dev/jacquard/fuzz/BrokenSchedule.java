package dev.jacquard.fuzz;

import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Partitioning;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Directives that mostly do not fit.
 *
 * @param names of Funcs, inputs and loops, and some that nothing has
 */
record BrokenSchedule(RandomGenerator random, List<String> names) {

  private static final long[] FACTORS = {0, -1, 1, 2, 3, 16, 1000, 1L << 31, 1L << 62,
      Long.MAX_VALUE, Long.MIN_VALUE};

  private <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private String name() {
    return random.nextInt(12) == 0 ? one(Arrays.asList("", null, "zz", "a b", "1")) : one(names);
  }

  private long factor() {
    return FACTORS[random.nextInt(FACTORS.length)];
  }

  /** {@code directives} with a mistake among them. */
  List<Directive> apply(List<Directive> directives) {
    List<Directive> other = new ArrayList<>(directives);
    int at = random.nextInt(other.size() + 1);
    if (other.size() > 1 && random.nextInt(4) == 0) {
      if (random.nextBoolean()) {
        Collections.shuffle(other, new Random(random.nextLong()));
      } else {
        other.remove(at % other.size());
      }
      return other;
    }
    other.add(at, at > 0 && random.nextInt(6) == 0 ? other.get(at - 1) : directive());
    return other;
  }

  private Directive directive() {
    String func = name();
    return switch (random.nextInt(28)) {
      case 0, 1 -> new Directive.Split(func, name(), factor(), name(), name(),
          one(List.of(Tail.values())));
      case 2 -> new Directive.Fuse(func, name(), name(), name());
      case 3 -> new Directive.Reorder(func, List.of(one(names), one(names)));
      case 4, 5 -> new Directive.Mark(func, name(), one(List.of(LoopKind.values())));
      case 6, 7 -> new Directive.ComputeAt(func, name(), name());
      case 8 -> new Directive.Inline(func);
      case 9 -> new Directive.Rfactor(func, name(), name());
      case 10 -> new Directive.StoreIn(func, one(List.of(Memory.values())));
      case 11 -> new Directive.CacheWrite(func, one(List.of(Memory.values())), name());
      case 12 -> new Directive.CacheRead(func, name(), name());
      case 13 -> new Directive.StoreAt(func, name(), name());
      case 14 -> new Directive.FoldStorage(func, name(), factor());
      case 15 -> new Directive.ComputeWith(func, name(), name());
      case 16 -> new Directive.ComputeRoot(func);
      case 17 -> new Directive.Tensorize(func, name(), one(List.of("vpdpbusd", "vdpbf16ps", "")));
      case 18 -> new Directive.Prefetch(func, name(), name(), name(), factor());
      case 19 -> new Directive.Specialize(func, one(List.of("n", "m", "b", "q")), factor(),
          factor(), factor());
      case 20 -> new Directive.SetStoreHint(func, one(List.of(StoreHint.values())));
      case 21 -> new Directive.Trace(func);
      case 22 -> new Directive.Atomic(func);
      case 23 -> new Directive.Partition(func, name(), one(List.of(Partitioning.values())));
      case 24 -> new Directive.Bound(func, one(List.of("n", "m", "b", "q")), factor(), factor(),
          factor());
      case 25 -> new Directive.DoubleBuffer(func);
      default -> new Directive.SetLayout(func, layout());
    };
  }

  private Layout layout() {
    return random.nextBoolean() ? Layout.parse(one(List.of("0", "1 0", "0 0", "", "0/0 0%0", "x",
        "0/4 1", "2 1 0", "0/4 0%8", "-1", "0/99999999999999999999", "1%4 0 1/4")))
        : new Layout(List.of(Layout.Axis.outer(random.nextInt(3), factor()),
            Layout.Axis.whole(random.nextInt(3)), Layout.Axis.inner(0, factor())));
  }

  /** The same directives by the calls that a user makes. */
  static Schedule called(Schedule schedule, List<Directive> directives) {
    Schedule all = schedule;
    for (Directive directive : directives) {
      all = directive instanceof Directive.SetLayout set ? all.layout(set.func(), set.layout())
          : call(all.func(directive.func()), directive);
    }
    return all;
  }

  private static Schedule call(Schedule schedule, Directive directive) {
    return switch (directive) {
      case Directive.Split d -> schedule.split(d.loop(), d.factor(), d.outer(), d.inner(),
          d.tail());
      case Directive.Fuse d -> schedule.fuse(d.outer(), d.inner(), d.fused());
      case Directive.Reorder d -> schedule.reorder(d.loops().toArray(String[]::new));
      case Directive.ComputeAt d -> schedule.computeAt(d.consumer(), d.loop());
      case Directive.Rfactor d -> schedule.rfactor(d.loop(), d.name());
      case Directive.CacheWrite d -> schedule.cacheWrite(d.memory(), d.at());
      case Directive.CacheRead d -> schedule.cacheRead(d.source(), d.name());
      case Directive.StoreAt d -> schedule.storeAt(d.consumer(), d.loop());
      case Directive.FoldStorage d -> schedule.foldStorage(d.index(), d.factor());
      case Directive.ComputeWith d -> schedule.computeWith(d.other(), d.loop());
      case Directive.Tensorize d -> schedule.tensorize(d.loop(), d.instruction());
      case Directive.Prefetch d -> schedule.prefetch(d.source(), d.at(), d.loop(), d.distance());
      default -> schedule.then(directive);
    };
  }
}

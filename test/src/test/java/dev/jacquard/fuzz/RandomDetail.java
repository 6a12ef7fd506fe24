package dev.jacquard.fuzz;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Update;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Partitioning;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.StoreHint;
import dev.jacquard.schedule.nest.Loop;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import dev.jacquard.schedule.nest.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.random.RandomGenerator;

/** Random directives on how values are held and how the statements inside loops are done. */
final class RandomDetail {

  private static final List<Long> FOLDS = List.of(1L, 2L, 3L, 4L, 4L, 8L, 8L, 16L);
  private static final List<Long> DISTANCES = List.of(-1L, 0L, 1L, 1L, 2L, 16L);

  private final RandomGenerator random;
  private final LoopNest nest;
  private final List<Sizes> sizes;

  /** @param sizes those that the sample runs at */
  RandomDetail(RandomGenerator random, LoopNest nest, List<Sizes> sizes) {
    this.random = random;
    this.nest = nest;
    this.sizes = sizes;
  }

  private <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  String loop(Nest target) {
    return target.loops().isEmpty() || random.nextInt(40) == 0 ? "nowhere"
        : one(target.loops()).name();
  }

  Memory memory() {
    return one(List.of(Memory.PRIVATE, Memory.PRIVATE, Memory.LOCAL, Memory.GLOBAL));
  }

  List<Directive> next(Nest target, String func) {
    return switch (random.nextInt(12)) {
      case 9 -> List.of(new Directive.Partition(func, loop(target),
          one(List.of(Partitioning.values()))));
      case 10 -> swizzled(target, func);
      case 11 -> List.of(bound(func));
      case 8 -> together(target, func);
      case 7 -> List.of(specialize(func));
      case 0, 1, 2 -> window(target);
      case 3, 4 -> List.of(prefetch(target, func));
      case 5 -> hint(target, func);
      case 6 -> List.of(new Directive.CacheWrite(func, memory(), loop(target)));
      default -> List.of(target.func().rank() <= 1 && random.nextInt(8) == 0
          ? new Directive.Trace(func) : new Directive.StoreIn(func, memory()));
    };
  }

  /** Most often of an update that may be atomic, with a loop that then may run in parallel. */
  List<Directive> atomic(Nest target, String func) {
    List<Nest> updates = nest.nests().stream().filter(n -> n.func().asUpdate()
        .flatMap(Update::combiner).isPresent()).toList();
    Nest changed = updates.isEmpty() || random.nextInt(20) == 0 ? target : one(updates);
    String name = changed == target ? func : changed.name();
    List<Loop> reduced = changed.loops().stream().filter(Loop::reduction).toList();
    String spread = reduced.isEmpty() || random.nextInt(8) == 0 ? loop(changed)
        : one(reduced).name();
    return List.of(new Directive.Atomic(name), new Directive.Mark(name, spread,
        one(List.of(LoopKind.PARALLEL, LoopKind.GROUP, LoopKind.ITEM))));
  }

  /** Most often of two that begin with loops of one name and do not need each other. */
  List<Directive> together(Nest target, String func) {
    List<Nest> alike = nest.nests().stream().filter(other -> !common(target, other).isEmpty()
        && !sources(other).contains(func) && !sources(target).contains(other.name())).toList();
    if (alike.isEmpty() || random.nextInt(20) == 0) {
      return List.of(new Directive.ComputeWith(func, one(nest.nests()).name(), loop(target)));
    }
    Nest other = one(alike);
    return List.of(new Directive.ComputeRoot(func), new Directive.ComputeRoot(other.name()),
        new Directive.ComputeWith(func, other.name(), one(common(target, other))));
  }

  /** The loops with which both begin once they are computed at root. */
  private static List<String> common(Nest a, Nest b) {
    List<String> common = new ArrayList<>();
    List<String> first = loops(a);
    List<String> second = loops(b);
    int most = a == b || a.func().isStaged() || b.func().isStaged() ? 0
        : Math.min(first.size(), second.size());
    for (int k = 0; k < most && first.get(k).equals(second.get(k)); k++) {
      common.add(first.get(k));
    }
    return common;
  }

  private static List<String> loops(Nest n) {
    return n.placement() instanceof Placement.Inlined
        ? n.func().indices().stream().map(Var::name).toList()
        : n.loops().stream().map(Loop::name).toList();
  }

  private List<Directive> swizzled(Nest target, String func) {
    String rows = loop(target);
    return List.of(new Directive.Split(func, rows, one(FOLDS), rows + ".outer", rows + ".inner",
        Tail.GUARD), new Directive.Reorder(func, List.of(rows + ".outer", loop(target),
            rows + ".inner")));
  }

  /** Most often what holds at all sizes that the sample runs at. */
  private Directive bound(String func) {
    List<String> names = nest.algorithm().dims().stream().map(Dim::name).toList();
    String name = names.isEmpty() || random.nextInt(40) == 0 ? "n" : one(names);
    long[] values = sizes.stream().mapToLong(s -> s.get(name).orElse(1)).toArray();
    LongSummaryStatistics all = Arrays.stream(values).summaryStatistics();
    long multiple = one(List.of(1L, 2L, 4L));
    boolean divides = Arrays.stream(values).allMatch(v -> v % multiple == 0);
    boolean wild = random.nextInt(10) == 0;
    return new Directive.Bound(func, name, random.nextInt((int) all.getMin() + (wild ? 2 : 1)),
        random.nextBoolean() ? Long.MAX_VALUE : all.getMax() - (wild ? 1 : 0),
        divides || wild ? multiple : 1);
  }

  private Directive specialize(String func) {
    List<String> sizes = nest.algorithm().dims().stream().map(Dim::name).toList();
    return new Directive.Specialize(func, sizes.isEmpty() || random.nextInt(40) == 0 ? "n"
        : one(sizes), random.nextInt(0, 9), one(List.of(8L, 16L, Long.MAX_VALUE)),
        one(List.of(1L, 2L, 4L, 8L, 16L)));
  }

  /** Values kept for later iterations; most often of a Func at a loop inside another. */
  List<Directive> window(Nest any) {
    List<Nest> producers = nest.nests().stream().filter(n -> !n.func().isStaged()
        && nest.nests().stream().anyMatch(reader -> sources(reader).contains(n.name()))).toList();
    Nest target = producers.isEmpty() || random.nextInt(20) == 0 ? any : one(producers);
    String func = target.name();
    if (target.placement() instanceof Placement.At at && random.nextBoolean()) {
      return List.of(random.nextBoolean()
          ? new Directive.StoreAt(func, at.consumer(), loop(nest.require(at.consumer())))
          : new Directive.FoldStorage(func, index(target.func()), one(FOLDS)));
    }
    Nest consumer = one(readers(func));
    List<Loop> loops = consumer.loops();
    int inner = loops.size() < 2 ? 0 : random.nextInt(1, loops.size());
    List<Directive> result = new ArrayList<>();
    result.add(new Directive.ComputeAt(func, consumer.name(), loops.isEmpty() ? "nowhere"
        : loops.get(inner).name()));
    result.add(new Directive.StoreAt(func, consumer.name(), loops.isEmpty() ? "nowhere"
        : loops.get(random.nextInt(Math.max(1, inner))).name()));
    if (random.nextBoolean()) {
      result.add(new Directive.FoldStorage(func, index(target.func()), one(FOLDS)));
    }
    return result;
  }

  /** Those that read it, or all if none does. */
  private List<Nest> readers(String func) {
    List<Nest> readers = nest.nests().stream().filter(n -> sources(n).contains(func)).toList();
    return readers.isEmpty() ? nest.nests() : readers;
  }

  private String index(Func func) {
    return func.indices().isEmpty() || random.nextInt(40) == 0 ? "nothing"
        : one(func.indices()).name();
  }

  private Directive prefetch(Nest target, String func) {
    Nest owner = random.nextInt(4) == 0 ? one(nest.nests()) : target;
    String loop = random.nextInt(4) == 0 ? owner.name() + "." + loop(owner) : loop(owner);
    return new Directive.Prefetch(func, source(target), loop(target), loop, one(DISTANCES));
  }

  private List<Directive> hint(Nest target, String func) {
    Directive hint = new Directive.SetStoreHint(func, one(List.of(StoreHint.STREAM,
        StoreHint.STREAM, StoreHint.CACHED)));
    return target.func().reduction().isEmpty() || random.nextBoolean() ? List.of(hint)
        : List.of(new Directive.CacheWrite(func, Memory.PRIVATE, loop(target)), hint);
  }

  /** What its definition reads, or the name of nothing. */
  String source(Nest target) {
    List<String> read = sources(target);
    return read.isEmpty() || random.nextInt(40) == 0 ? "nothing" : one(read);
  }

  private static List<String> sources(Nest target) {
    List<String> read = new ArrayList<>();
    Rewrite.walk(target.func().definition(), e -> {
      if (e instanceof Access access) {
        read.add(access.source().name());
      }
    });
    return read;
  }
}

package dev.jacquard.fuzz;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.fuzz.RandomTopic.Topic;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.lower.Lower;
import dev.jacquard.schedule.nest.Loop;
import dev.jacquard.schedule.nest.LoopNest;
import dev.jacquard.schedule.nest.Nest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Random directives, legal or not; those that are accepted are kept. */
final class RandomSchedule {

  private static final List<Long> FACTORS = List.of(1L, 2L, 2L, 3L, 4L, 4L, 5L, 8L, 16L);

  private final RandomGenerator random;
  private LoopNest nest;
  private final List<Sizes> sizes;
  private final Topic topic;
  private int names;

  private RandomSchedule(RandomGenerator random, LoopNest nest, List<Sizes> sizes, Topic topic) {
    this.topic = topic;
    this.random = random;
    this.nest = nest;
    this.sizes = sizes;
  }

  /**
   * The sample under its directives and more, all of which lowering accepts at its first sizes.
   *
   * @throws RuntimeException other than a refusal, if lowering fails as it never should; {@code
   *     last} holds the sample that it failed with
   * @param topic what half of the directives are of
   */
  static Sample make(Sample sample, RandomGenerator random, Sample[] last, Topic topic) {
    Algorithm algorithm = sample.algorithm(sample.sizes().getFirst());
    RandomSchedule maker = new RandomSchedule(random,
        LoopNest.of(algorithm).apply(sample.schedule()), sample.sizes(), topic);
    return sample.with(maker.more(algorithm, sample.directives(), tried ->
        last[0] = sample.with(tried)));
  }

  /** Directives of {@code algorithm}, whose sizes are bound, all of which lowering accepts. */
  static List<Directive> drawn(Algorithm algorithm, RandomGenerator random) {
    return new RandomSchedule(random, LoopNest.of(algorithm), List.of(Sizes.NONE), Topic.NONE)
        .more(algorithm, List.of(), _ -> { });
  }

  private List<Directive> more(Algorithm algorithm, List<Directive> given,
      Consumer<List<Directive>> trying) {
    List<Directive> kept = given;
    int tries = random.nextInt(14);
    for (int i = 0; i < tries; i++) {
      List<Directive> tried = new ArrayList<>(kept);
      tried.addAll(next());
      trying.accept(tried);
      try {
        LoopNest after = LoopNest.of(algorithm).apply(Schedule.of(tried));
        Lower.lower(algorithm, Schedule.of(tried));
        nest = after;
        kept = tried;
      } catch (UserError | Unsupported _) {
        // Refused, as some must be.
      }
    }
    return kept;
  }

  private <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private List<Directive> next() {
    Nest target = one(nest.nests());
    String func = random.nextInt(60) == 0 ? "nothing" : target.name();
    return random.nextBoolean() ? any(target, func) : switch (topic) {
      case ATOMIC -> detail().atomic(target, func);
      case TOGETHER -> detail().together(target, func);
      case WINDOW -> detail().window(target);
      case TAIL -> cut(target, func);
      case DOUBLE -> doubled(target, func);
      case CARRIED, NONE -> any(target, func);
    };
  }

  private List<Directive> any(Nest target, String func) {
    return switch (random.nextInt(32)) {
      case 30, 31 -> detail().atomic(target, func);
      case 24, 25, 26, 27, 28, 29 -> detail().next(target, func);
      case 22, 23 -> List.of(new Directive.Rfactor(func, loop(target), "p" + names++));
      case 0, 1, 2, 3 -> List.of(split(target, func));
      case 4, 5 -> vectorized(target, func);
      case 6 -> List.of(fuse(target, func));
      case 7, 8, 9 -> List.of(reorder(target, func));
      case 10, 11, 12 -> List.of(new Directive.Mark(func, loop(target), one(List.of(
          LoopKind.UNROLLED, LoopKind.UNROLLED, LoopKind.VECTORIZED, LoopKind.PARALLEL,
          LoopKind.PARALLEL, LoopKind.GROUP, LoopKind.ITEM, LoopKind.ITEM, LoopKind.SERIAL))));
      case 13, 14, 15, 16 -> at(func);
      case 17 -> List.of(new Directive.ComputeRoot(func));
      case 18 -> List.of(new Directive.Inline(func));
      case 19 -> List.of(new Directive.Tensorize(func, loop(target), one(List.of("vpdpbusd",
          "vdpbf16ps", "nothing"))));
      case 20 -> cacheRead(target, func);
      default -> List.of(layout(target));
    };
  }

  private RandomDetail detail() {
    return new RandomDetail(random, nest, sizes);
  }

  private String loop(Nest target) {
    return detail().loop(target);
  }

  private Directive.Split split(Nest target, String func) {
    String loop = loop(target);
    long factor = random.nextInt(40) == 0 ? random.nextInt(-2, 1) : one(FACTORS);
    boolean named = random.nextInt(4) == 0;
    names++;
    return new Directive.Split(func, loop, factor, named ? "o" + names : loop + ".outer",
        named ? "p" + names : loop + ".inner", one(List.of(Tail.AUTO, Tail.AUTO, Tail.AUTO,
            Tail.GUARD, Tail.PREDICATE, Tail.SHIFT_INWARDS, Tail.SHIFT_INWARDS_AND_BLEND,
            Tail.ROUND_UP, Tail.EXACT)));
  }

  private List<Directive> vectorized(Nest target, String func) {
    String loop = loop(target);
    return List.of(new Directive.Split(func, loop, one(List.of(2L, 4L, 8L, 16L)), loop + ".outer",
        loop + ".inner", one(List.of(Tail.AUTO, Tail.PREDICATE))),
        new Directive.Mark(func, loop + ".inner", LoopKind.VECTORIZED));
  }

  /** Two copies of what is computed inside a loop, or of a copy of what is read there. */
  private List<Directive> doubled(Nest target, String func) {
    List<Directive> held = new ArrayList<>(random.nextBoolean() ? cacheRead(target, func)
        : at(func));
    held.add(new Directive.DoubleBuffer(held.getLast().func()));
    return held;
  }

  /** A loop in parts of which the last is not whole, most often; the inner one often vectorized. */
  private List<Directive> cut(Nest target, String func) {
    String loop = loop(target);
    Directive split = new Directive.Split(func, loop, one(FACTORS), loop + ".outer",
        loop + ".inner", one(List.of(Tail.PREDICATE, Tail.SHIFT_INWARDS_AND_BLEND,
            Tail.SHIFT_INWARDS_AND_BLEND, Tail.SHIFT_INWARDS, Tail.ROUND_UP)));
    return random.nextInt(3) == 0 ? List.of(split) : List.of(split, new Directive.Mark(func,
        loop + ".inner", random.nextInt(4) == 0 ? LoopKind.UNROLLED : LoopKind.VECTORIZED));
  }

  private Directive fuse(Nest target, String func) {
    List<Loop> loops = target.loops();
    names++;
    if (loops.size() < 2) {
      return new Directive.Fuse(func, loop(target), loop(target), "q" + names);
    }
    int i = random.nextInt(loops.size() - 1);
    return new Directive.Fuse(func, loops.get(i).name(), loops.get(i + 1).name(), "q" + names);
  }

  private Directive reorder(Nest target, String func) {
    List<String> loops = new ArrayList<>(target.loops().stream().map(Loop::name).toList());
    Collections.shuffle(loops, new Random(random.nextLong()));
    return new Directive.Reorder(func, loops.subList(0, loops.isEmpty() ? 0
        : random.nextInt(1, loops.size() + 1)));
  }

  private List<Directive> at(String func) {
    Nest consumer = one(nest.nests());
    Directive at = new Directive.ComputeAt(func, consumer.name(), loop(consumer));
    return switch (random.nextInt(6)) {
      case 0, 1 -> List.of(at, new Directive.StoreIn(func, detail().memory()));
      case 2 -> List.of(at, new Directive.DoubleBuffer(func));
      default -> List.of(at);
    };
  }

  private List<Directive> cacheRead(Nest target, String func) {
    String source = detail().source(target);
    String copy = source + (random.nextInt(10) == 0 ? "" : ".c" + names++);
    Directive cache = new Directive.CacheRead(func, source, copy);
    Directive place = new Directive.ComputeAt(copy, func, loop(target));
    return switch (random.nextInt(8)) {
      case 0, 1 -> List.of(cache);
      case 2, 3 -> List.of(cache, place, new Directive.StoreIn(copy, Memory.LOCAL));
      case 4 -> List.of(cache, place, new Directive.StoreIn(copy, Memory.LOCAL),
          new Directive.DoubleBuffer(copy));
      case 5 -> List.of(cache, place, new Directive.DoubleBuffer(copy));
      default -> List.of(cache, place);
    };
  }

  private Directive layout(Nest target) {
    var inputs = nest.algorithm().inputs();
    boolean input = !inputs.isEmpty() && random.nextBoolean();
    var chosen = input ? one(inputs) : target.func();
    int rank = random.nextInt(30) == 0 ? 2 : chosen.rank();
    List<Layout.Axis> axes = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      long block = one(FACTORS);
      boolean blocked = random.nextInt(3) == 0;
      axes.add(blocked ? Layout.Axis.outer(d, block) : Layout.Axis.whole(d));
      if (blocked) {
        axes.add(Layout.Axis.inner(d, block));
      }
    }
    Collections.shuffle(axes, new Random(random.nextLong()));
    return new Directive.SetLayout(chosen.name(), new Layout(axes));
  }
}

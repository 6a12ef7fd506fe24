package dev.jacquard.conformance.programs;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
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

/** Random directives, of which those are kept that are legal. */
final class RandomDirectives {

  private static final int TRIES = 10;

  private final Random random;
  private final LoopNest nest;

  private RandomDirectives(Random random, LoopNest nest) {
    this.random = random;
    this.nest = nest;
  }

  static Schedule of(Algorithm algorithm, Random random) {
    Schedule kept = roots(algorithm);
    for (int i = 0; i < TRIES; i++) {
      List<Directive> tried = new ArrayList<>(kept.directives());
      LoopNest nest = LoopNest.of(algorithm).apply(Schedule.of(tried));
      try {
        tried.addAll(new RandomDirectives(random, nest).next());
        LoopNest.of(algorithm).apply(Schedule.of(tried));
        Lower.lower(algorithm, Schedule.of(tried));
        kept = Schedule.of(tried);
      } catch (UserError | Unsupported _) {
        // Refused, as some must be.
      }
    }
    return kept;
  }

  /** With nothing inlined, which can grow by powers; directives inline one Func or another. */
  private static Schedule roots(Algorithm algorithm) {
    Schedule schedule = Schedule.of(algorithm);
    for (Func func : algorithm.funcs()) {
      boolean pure = func.reduction().isEmpty() && !func.isStaged();
      schedule = pure && !schedule.nest().isOutput(func.name())
          ? schedule.func(func.name()).computeRoot() : schedule;
    }
    return schedule;
  }

  private <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private List<Directive> next() {
    Nest target = one(nest.nests());
    if (target.loops().isEmpty()) {
      return List.of();
    }
    String func = target.name();
    String loop = one(target.loops()).name();
    Directive.Split split = new Directive.Split(func, loop, one(List.of(2L, 3L, 4L, 8L)),
        loop + ".outer", loop + ".inner", one(List.of(Tail.AUTO, Tail.GUARD, Tail.SHIFT_INWARDS)));
    return switch (random.nextInt(8)) {
      case 0, 1 -> List.of(split);
      case 2 -> List.of(split, new Directive.Mark(func, loop + ".inner", LoopKind.VECTORIZED));
      case 3 -> List.of(reorder(target));
      case 4 -> List.of(new Directive.Mark(func, loop, one(List.of(LoopKind.UNROLLED,
          LoopKind.PARALLEL, LoopKind.GROUP, LoopKind.ITEM))));
      case 5 -> List.of(at(func));
      case 6 -> List.of(new Directive.CacheWrite(func, one(List.of(Memory.PRIVATE, Memory.GLOBAL)),
          loop));
      default -> List.of(random.nextBoolean() ? new Directive.Inline(func)
          : new Directive.ComputeRoot(func));
    };
  }

  private Directive reorder(Nest target) {
    List<String> loops = new ArrayList<>(target.loops().stream().map(Loop::name).toList());
    Collections.shuffle(loops, random);
    return new Directive.Reorder(target.name(), loops);
  }

  private Directive at(String func) {
    Nest consumer = one(nest.nests());
    return new Directive.ComputeAt(func, consumer.name(),
        consumer.loops().isEmpty() ? "nowhere" : one(consumer.loops()).name());
  }
}

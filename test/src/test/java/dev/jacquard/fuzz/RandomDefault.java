package dev.jacquard.fuzz;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.Carried;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.lower.Lower;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Default schedules, of what Funcs carry and of rules, with random directives overridden. */
final class RandomDefault {

  private static final List<Target> TARGETS = List.of(Target.AVX512, Target.AVX512,
      ofVectors(32), ofVectors(16), Target.SCALAR, Target.GPU);

  private final RandomGenerator random;
  private Schedule schedule;

  private RandomDefault(RandomGenerator random, Schedule schedule) {
    this.random = random;
    this.schedule = schedule;
  }

  private static Target ofVectors(int bytes) {
    Target t = Target.AVX512;
    return new Target(t.kind(), bytes, t.computeUnits(), t.maxGroupItems(), t.localBytes(),
        bytes * 16, t.globalBytes(), t.doubles());
  }

  /** An algorithm in which Funcs carry schedules: the library's, or of directives at random. */
  static Sample algorithm(RandomGenerator random) {
    if (random.nextInt(3) > 0) {
      return RandomLibrary.make(random);
    }
    Sample sample = RandomAlgorithm.make(random).withoutLift().bound();
    List<Sample.Stage> stages = new ArrayList<>();
    for (Sample.Stage stage : sample.stages()) {
      stages.add(random.nextBoolean() ? stage : stage.by(new Author.Advice(
          advice(random, sample.stages().subList(0, stages.size())))));
    }
    return sample.withStages(stages);
  }

  /**
   * A schedule of directives at random, of a Func and of some of those before it; without facts of
   * sizes, which are numbers: those at random contradict them.
   */
  private static Carried advice(RandomGenerator random, List<Sample.Stage> before) {
    long seed = random.nextLong();
    List<String> sources = before.stream().map(Sample.Stage::name)
        .filter(_ -> random.nextInt(3) > 0).toList();
    return new Carried((part, _) -> Optional.of(Schedule.of(part).then(Schedule.of(
        RandomSchedule.drawn(part, new Random(seed)).stream().filter(directive ->
            !(directive instanceof Directive.Bound || directive instanceof Directive.Specialize))
            .toList()))), sources, random.nextInt(8) == 0);
  }

  /**
   * The sample under its default schedule, of which some directives are overridden.
   *
   * @throws AssertionError if the default schedule is refused, though it should always be legal
   */
  static Sample make(Sample sample, RandomGenerator random) {
    Algorithm algorithm = sample.algorithm(sample.sizes().getFirst());
    Schedule schedule = DefaultSchedule.of(algorithm,
        TARGETS.get(random.nextInt(TARGETS.size())));
    boolean own = sample.stages().stream().anyMatch(s -> s.author() instanceof Author.Advice);
    try {
      Lower.lower(algorithm, schedule);
    } catch (UserError | Unsupported refusal) {
      if (own) {
        throw refusal;
      }
      throw new AssertionError("the default schedule is refused: " + refusal.getMessage() + "\n"
          + schedule, refusal);
    }
    RandomDefault maker = new RandomDefault(random, schedule);
    for (int tries = random.nextInt(5); tries > 0; tries--) {
      maker.override(algorithm);
    }
    return sample.with(maker.schedule.directives());
  }

  private <T> T one(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private void override(Algorithm algorithm) {
    try {
      Schedule changed = random.nextInt(3) == 0 ? schedule.without(one(algorithm.funcs()))
          : rewritten();
      Lower.lower(algorithm, changed);
      schedule = changed;
    } catch (UserError | Unsupported _) {
      // Refused: what is left needs what was dropped or changed.
    }
  }

  private Schedule rewritten() {
    if (schedule.directives().isEmpty()) {
      return schedule;
    }
    Directive chosen = one(schedule.directives());
    int kind = random.nextInt(4);
    return schedule.rewrite(directive -> switch (kind) {
      case 0 -> directive.equals(chosen) ? List.of() : List.of(directive);
      case 1 -> directive.func().equals(chosen.func()) && directive.getClass()
          == chosen.getClass() ? other(directive) : List.of(directive);
      case 2 -> random.nextInt(4) == 0 ? other(directive) : List.of(directive);
      default -> directive.equals(chosen) ? other(directive) : List.of(directive);
    });
  }

  /** What may stand in the place of a directive. */
  private List<Directive> other(Directive directive) {
    return switch (directive) {
      case Directive.Split d -> List.of(new Directive.Split(d.func(), d.loop(),
          random.nextBoolean() ? d.factor() : one(List.of(1L, 2L, 3L, 4L, 8L)), d.outer(),
          d.inner(), one(List.of(Tail.values()))));
      case Directive.Mark d -> List.of(new Directive.Mark(d.func(), d.loop(),
          one(List.of(LoopKind.SERIAL, LoopKind.UNROLLED, LoopKind.VECTORIZED,
              LoopKind.PARALLEL))));
      case Directive.Reorder d -> List.of(new Directive.Reorder(d.func(), d.loops().reversed()));
      case Directive.ComputeAt d -> List.of(random.nextBoolean()
          ? new Directive.ComputeRoot(d.func()) : new Directive.Inline(d.func()));
      case Directive.ComputeRoot d -> List.of(new Directive.Inline(d.func()));
      case Directive.CacheRead d -> List.of(d, new Directive.ComputeRoot(d.name()));
      default -> List.of();
    };
  }
}

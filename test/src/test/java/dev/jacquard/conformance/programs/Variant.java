package dev.jacquard.conformance.programs;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.NaiveSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.sketch.Chooser;
import dev.jacquard.schedule.sketch.Sketch;
import java.util.List;
import java.util.Random;

/**
 * A kind of schedule.
 *
 * @param kind {@code naive}, {@code default}, {@code sketch} for a random answer to every decision
 *     of the rules (but none inlines what the rules would not: that can grow by powers), {@code
 *     directives} for random directives, or {@code hand} for the program's own
 */
record Variant(String kind, long seed) {

  static final Variant NAIVE = new Variant("naive", 0);
  static final Variant DEFAULT = new Variant("default", 0);
  static final Variant HAND = new Variant("hand", 0);

  Schedule schedule(ConformanceProgram program, Algorithm algorithm, Target target) {
    Random random = new Random(seed);
    return switch (kind) {
      case "naive" -> NaiveSchedule.of(algorithm);
      case "default" -> DefaultSchedule.of(algorithm, target);
      case "sketch" -> Sketch.of(algorithm, target, new Chooser() {
        @Override
        public <T> T choose(String decision, List<T> options, T preferred) {
          T any = options.get(random.nextInt(options.size()));
          return any.toString().equals("INLINE") ? preferred : any;
        }
      });
      case "hand" -> program.hand().orElseThrow().apply(Schedule.of(algorithm));
      default -> RandomDirectives.of(algorithm, random);
    };
  }

  @Override
  public String toString() {
    return seed == 0 ? kind : kind + " of seed " + seed;
  }
}

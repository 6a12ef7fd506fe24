package dev.jacquard.tune.space;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.sketch.Chooser;
import dev.jacquard.schedule.sketch.Sketch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The decisions that the rules can meet for an algorithm, and the most options of each. They are
 * found by answering at random, with a fixed seed, until nothing new turns up.
 */
final class Decisions {

  private static final int QUIET_ROUNDS = 24;
  private static final int MOST_ROUNDS = 200;

  private final Map<String, Integer> domains = new LinkedHashMap<>();

  Decisions(Algorithm algorithm, Target target) {
    Sketch.of(algorithm, target, recording(null));
    SplittableRandom random = new SplittableRandom(1);
    int quiet = 0;
    for (int round = 0; round < MOST_ROUNDS && quiet < QUIET_ROUNDS; round++) {
      int before = sum();
      Sketch.of(algorithm, target, recording(random));
      quiet = sum() == before ? quiet + 1 : 0;
    }
  }

  private int sum() {
    return domains.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Takes anything, or without {@code random} what is preferred. */
  private Chooser recording(SplittableRandom random) {
    return new Chooser() {
      @Override
      public <T> T choose(String decision, List<T> options, T preferred) {
        domains.merge(decision, options.size(), Math::max);
        return random == null ? preferred : options.get(random.nextInt(options.size()));
      }
    };
  }

  List<String> names() {
    return new ArrayList<>(domains.keySet());
  }

  int[] domains() {
    return domains.values().stream().mapToInt(Integer::intValue).toArray();
  }
}

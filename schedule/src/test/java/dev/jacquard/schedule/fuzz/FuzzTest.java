package dev.jacquard.schedule.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.sketch.Chooser;
import dev.jacquard.schedule.sketch.Sketch;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random algorithms under random schedules compute what the oracle says. */
class FuzzTest {

  private static final String SEED = "jacquard.fuzz.seed";
  private static final String COUNT = "jacquard.fuzz.count";
  private static final List<Target> TARGETS = List.of(Target.AVX512, Target.GPU, Target.SCALAR);

  @Test
  void assertionsAreOnSoThatTheVerifierRuns() {
    assertTrue(FuzzTest.class.desiredAssertionStatus());
  }

  @Test
  void schedulesNeverChangeResults() {
    if (System.getProperty(SEED) == null) {
      run(1, 200);
    } else {
      run(Long.getLong(SEED), 1);
    }
  }

  @Test
  @Tag("slow")
  void schedulesNeverChangeResultsInManyPrograms() {
    run(Long.getLong(SEED, 1_000_000), Integer.getInteger(COUNT, 5000));
  }

  private static void run(long first, int count) {
    for (long seed = first; seed < first + count; seed++) {
      Sample[] last = new Sample[1];
      Trial.Outcome outcome = outcome(seed, last);
      if (outcome.kind() == Trial.Kind.FAILED) {
        fail(report(seed, last[0], outcome));
      }
    }
  }

  private static Trial.Outcome outcome(long seed, Sample[] last) {
    try {
      last[0] = sample(seed, last);
      Trial.Outcome outcome = Trial.of(last[0]);
      return isSketch(seed) ? outcome.acceptedBySchedule() : outcome;
    } catch (RuntimeException | StackOverflowError | AssertionError fault) {
      return Trial.failure(fault);
    }
  }

  private static boolean isSketch(long seed) {
    return seed % 3 == 0;
  }

  private static Sample sample(long seed, Sample[] last) {
    RandomGenerator random = new Random(seed);
    last[0] = RandomAlgorithm.make(random);
    if (!isSketch(seed)) {
      return RandomSchedule.make(last[0], random, last);
    }
    Target target = TARGETS.get(random.nextInt(TARGETS.size()));
    Schedule sketch = Sketch.of(last[0].algorithm(last[0].sizes().getFirst()), target,
        new Chooser() {
          @Override
          public <T> T choose(String decision, List<T> options, T preferred) {
            return random.nextInt(3) == 0 ? preferred : options.get(random.nextInt(options.size()));
          }
        });
    return last[0].with(sketch.directives());
  }

  private static String report(long seed, Sample sample, Trial.Outcome outcome) {
    if (sample == null) {
      return outcome.text();
    }
    Sample small = Shrink.apply(sample, outcome);
    return """

        %s
        Smallest program that fails alike:
        %s
        %s
        Run it again: mvn -q -pl schedule -am test -Dtest=FuzzTest -Djacquard.fuzz.seed=%d
        """.formatted(outcome.text(), small, Trial.of(small).text(), seed);
  }
}

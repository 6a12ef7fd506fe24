package dev.jacquard.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random algorithms under random schedules compute what the oracle says. */
class FuzzTest {

  static final String SEED = "jacquard.fuzz.seed";
  static final String COUNT = "jacquard.fuzz.count";

  @Test
  void assertionsAreOnSoThatTheVerifierRuns() {
    assertTrue(FuzzTest.class.desiredAssertionStatus());
  }

  @Test
  void schedulesNeverChangeResults() {
    if (System.getProperty(SEED) == null) {
      run(1, 250);
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
    Machine machine = Machine.interpreter();
    for (long value = first; value < first + count; value++) {
      Sample[] last = new Sample[1];
      Seed seed = new Seed(value);
      Trial.Outcome outcome = seed.run(machine, last);
      if (outcome.kind() == Trial.Kind.FAILED) {
        fail(seed.report(last[0], outcome, machine, "FuzzTest"));
      }
    }
  }
}

package dev.jacquard.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random programs with a mistake are refused with a message, or legal all the same and right. */
class BrokenFuzzTest {

  @Test
  void mistakesEndInMessages() {
    if (System.getProperty(FuzzTest.SEED) == null) {
      run(1, 300);
    } else {
      run(Long.getLong(FuzzTest.SEED), 1);
    }
  }

  @Test
  @Tag("slow")
  void manyMistakesEndInMessages() {
    run(Long.getLong(FuzzTest.SEED, 1_000_000), Integer.getInteger(FuzzTest.COUNT, 5000));
  }

  private static void run(long first, int count) {
    Machine machine = Machine.interpreter();
    for (long value = first; value < first + count; value++) {
      BrokenSeed seed = new BrokenSeed(value);
      Broken[] program = new Broken[1];
      Trial.Outcome outcome = seed.run(machine, program);
      if (outcome.kind() == Trial.Kind.FAILED) {
        fail(seed.report(program[0], outcome, machine, "BrokenFuzzTest"));
      }
    }
  }
}

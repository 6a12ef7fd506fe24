package dev.jacquard.fuzz;

import java.util.Random;
import java.util.random.RandomGenerator;

/** The broken program that a seed makes. */
record BrokenSeed(long value) {

  /** A right program with a mistake at one of the points that making it passes. */
  Broken program(Machine machine) {
    RandomGenerator random = new Random(value);
    Sample sample = RandomAlgorithm.make(random);
    sample = RandomSchedule.make(sample, random, new Sample[1], RandomTopic.Topic.NONE);
    Fault.Finder points = new Fault.Finder(Fault.NONE);
    new Broken(sample, Fault.NONE).run(machine, points);
    return new Broken(sample, points.choose(random));
  }

  /** How it ends; {@code last} holds the program, if making it did not fail already. */
  Trial.Outcome run(Machine machine, Broken[] last) {
    try {
      last[0] = program(machine);
    } catch (RuntimeException | StackOverflowError | AssertionError fault) {
      return Trial.failure(fault);
    }
    return last[0].run(machine);
  }

  /** A failure, the smallest program that fails alike, and how to see it again. */
  String report(Broken broken, Trial.Outcome outcome, Machine machine, String test) {
    if (broken == null) {
      return "\nseed %d, before a mistake was made: %s\nRun it again: %s\n".formatted(value,
          outcome.text(), new Seed(value).replay(test));
    }
    Sample shrunk = Shrink.apply(broken.sample(), outcome,
        sample -> new Broken(sample, broken.fault()).run(machine));
    Broken small = new Broken(shrunk, broken.fault());
    Fault.Finder finder = new Fault.Finder(broken.fault());
    Trial.Outcome again = small.run(machine, finder);
    return """

        seed %d: %s
        Smallest program that fails alike:
        %s
        What was made of it:
        %s
        %s
        Run it again: %s
        """.formatted(value, outcome.text(), small, finder.program(), again.text(),
            new Seed(value).replay(test));
  }
}

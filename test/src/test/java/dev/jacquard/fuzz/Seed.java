package dev.jacquard.fuzz;

import dev.jacquard.fuzz.RandomTopic.Topic;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.sketch.Chooser;
import dev.jacquard.schedule.sketch.Sketch;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The sample that a seed makes: an algorithm under random directives, or under a sketch's. */
record Seed(long value) {

  /** Every so many seeds one is of a product for hardware instructions, and some of each topic. */
  private static final int PRODUCTS = 24;
  /** So many in a row, of every fourth row: only programs of one kind are built together. */
  private static final int RELAXED = 16;
  private static final List<Target> TARGETS = List.of(Target.AVX512, Target.GPU, Target.SCALAR);

  /**
   * @param last holds the sample as far as it was made, should making it fail
   */
  Sample sample(Sample[] last) {
    RandomGenerator random = new Random(value);
    Topic topic = topic();
    last[0] = value % PRODUCTS == 1 ? RandomProduct.make(random) : switch (topic) {
      case TAIL, NONE -> RandomAlgorithm.make(random);
      case CARRIED -> RandomDefault.algorithm(random);
      case DOUBLE -> random.nextBoolean() ? RandomAlgorithm.make(random)
          : RandomTopic.make(topic, random);
      case ATOMIC, TOGETHER, WINDOW -> RandomTopic.make(topic, random);
    };
    last[0] = last[0].withRelaxed((value - 1) / RELAXED % 4 == 3);
    if (topic == Topic.CARRIED) {
      last[0] = RandomDefault.make(last[0], random);
    }
    if (!isSketch()) {
      return RandomSchedule.make(last[0], random, last, topic);
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

  Topic topic() {
    return switch ((int) (value % PRODUCTS)) {
      case 7 -> Topic.ATOMIC;
      case 13 -> Topic.TOGETHER;
      case 19 -> Topic.WINDOW;
      case 10, 22 -> Topic.CARRIED;
      case 4, 16 -> Topic.TAIL;
      case 2, 14 -> Topic.DOUBLE;
      default -> Topic.NONE;
    };
  }

  boolean isSketch() {
    return value % 3 == 0;
  }

  /** How it ends on {@code machine}; {@code last} holds the sample. */
  Trial.Outcome run(Machine machine, Sample[] last) {
    try {
      last[0] = sample(last);
      Trial.Outcome outcome = Trial.of(last[0], machine);
      return isSketch() ? outcome.acceptedBySchedule() : outcome;
    } catch (RuntimeException | StackOverflowError | AssertionError fault) {
      return Trial.failure(fault);
    }
  }

  /** A failure, the smallest sample that fails alike, and how to see it again. */
  String report(Sample sample, Trial.Outcome outcome, Machine machine, String test) {
    String small = "";
    if (sample != null) {
      Sample shrunk = Shrink.apply(sample, outcome, one -> Trial.of(one, machine));
      small = "Smallest program that fails alike:\n" + shrunk + "\n"
          + Trial.of(shrunk, machine).text();
    }
    return """

        seed %d: %s
        %s
        Run it again: %s
        """.formatted(value, outcome.text(), small, replay(test));
  }

  /** The command that runs this seed alone. */
  String replay(String test) {
    return "mvn -q -pl test -am test -Dtest=%s -Djacquard.fuzz.seed=%d".formatted(test, value);
  }
}

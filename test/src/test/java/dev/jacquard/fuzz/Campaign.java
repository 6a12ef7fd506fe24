package dev.jacquard.fuzz;

import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The main program of a process that runs many seeds: {@code
 * interpreter|opencl|broken|broken-opencl FIRST COUNT [TOPIC]}; {@code broken} makes a mistake in
 * each program; with a {@link RandomTopic.Topic} the first {@code COUNT} seeds of it. It prints the
 * seeds of each batch before it runs, in case the process dies of them, then each failure; at last
 * the counts. Its exit status is {@link #FAILED} if anything failed.
 */
public final class Campaign {

  /** The status of a process that found a failure, unlike any of one that died. */
  static final int FAILED = 3;
  static final String OPENCL_TEST = "OpenClFuzzTest";
  private static final int BATCH = 16;

  /** A sample that lowers, and its seed. */
  record Ready(Seed seed, Sample sample, Program program) {}

  private final Machine machine;
  private final String test;
  private int right;
  private int refused;
  private int failed;

  private Campaign(Machine machine, String test) {
    this.machine = machine;
    this.test = test;
  }

  public static void main(String[] arguments) {
    List<Long> seeds = LongStream.iterate(Long.parseLong(arguments[1]), value -> value + 1)
        .filter(value -> arguments.length < 4
            || new Seed(value).topic() == RandomTopic.Topic.valueOf(arguments[3]))
        .limit(Long.parseLong(arguments[2])).boxed().toList();
    boolean joined = arguments[0].equals("opencl");
    boolean broken = arguments[0].startsWith("broken");
    Campaign campaign = broken ? new Campaign(Machine.named(arguments[0].endsWith("opencl")
        ? "opencl" : "interpreter"), "BrokenFuzzTest")
        : new Campaign(Machine.named(arguments[0]), joined ? OPENCL_TEST : "FuzzTest");
    for (int from = 0; from < seeds.size(); from += BATCH) {
      List<Long> batch = seeds.subList(from, Math.min(seeds.size(), from + BATCH));
      System.out.printf("seeds %d to %d, after %s%n", batch.getFirst(), batch.getLast(),
          campaign.counts());
      if (joined) {
        campaign.joined(batch);
      } else if (broken) {
        campaign.broken(batch);
      } else {
        campaign.alone(batch);
      }
    }
    System.out.println(campaign.counts());
    System.exit(campaign.failed > 0 ? FAILED : 0);
  }

  private String counts() {
    return "%d right, %d refused, %d failed".formatted(right, refused, failed);
  }

  private void alone(List<Long> seeds) {
    for (long value : seeds) {
      Sample[] last = new Sample[1];
      Seed seed = new Seed(value);
      count(seed, seed.run(machine, last), last[0]);
    }
  }

  private void broken(List<Long> seeds) {
    for (long value : seeds) {
      BrokenSeed seed = new BrokenSeed(value);
      Broken[] program = new Broken[1];
      Trial.Outcome outcome = seed.run(machine, program);
      count(outcome, () -> seed.report(program[0], outcome, machine, test));
    }
  }

  private void joined(List<Long> seeds) {
    List<Ready> batch = new ArrayList<>();
    for (long value : seeds) {
      ready(new Seed(value), batch);
    }
    batch.stream().collect(Collectors.partitioningBy(one -> one.program().relaxed())).values()
        .stream().filter(alike -> !alike.isEmpty()).forEach(this::together);
  }

  private void together(List<Ready> batch) {
    List<Executable> loaded;
    try {
      loaded = Joined.load(machine, batch.stream().map(Ready::program).toList());
    } catch (RuntimeException fault) {
      int before = failed;
      batch.forEach(one -> count(one.seed(), Trial.of(one.sample(), machine), one.sample()));
      if (failed == before) {
        failed++;
        System.out.printf("seeds %d to %d fail together though each is right alone: %s%n",
            batch.getFirst().seed().value(), batch.getLast().seed().value(), fault);
      }
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      Ready one = batch.get(i);
      try (Executable executable = loaded.get(i)) {
        count(one.seed(), Trial.compare(one.sample(), executable), one.sample());
      }
    }
  }

  private void ready(Seed seed, List<Ready> batch) {
    Sample[] last = new Sample[1];
    try {
      Sample sample = seed.sample(last);
      Program program = Trial.lower(sample);
      machine.backend().emit(program, machine.device().target());
      batch.add(new Ready(seed, sample, program));
    } catch (RuntimeException | StackOverflowError | AssertionError fault) {
      count(seed, Trial.outcome(fault), last[0]);
    }
  }

  private void count(Seed seed, Trial.Outcome outcome, Sample sample) {
    count(outcome, () -> seed.report(sample, outcome, machine, test));
  }

  private void count(Trial.Outcome outcome, Supplier<String> report) {
    switch (outcome.kind()) {
      case RIGHT -> right++;
      case REFUSED -> refused++;
      case FAILED -> {
        failed++;
        System.out.println(report.get());
      }
    }
  }
}

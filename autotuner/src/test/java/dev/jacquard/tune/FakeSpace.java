package dev.jacquard.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Schedules are lists of numbers; the nearer to the middle of every domain, the faster. The first
 * decision's last choice makes the others pointless.
 */
class FakeSpace implements Space {
  private final int[] domains;
  private final Function<String, String> behaviour;
  final List<String> decoded = new ArrayList<>();
  final List<String> emitted = new ArrayList<>();

  FakeSpace(int... domains) {
    this(_ -> "right", domains);
  }

  /** @param behaviour the word for {@link FakeBackend} that a schedule emits */
  FakeSpace(Function<String, String> behaviour, int... domains) {
    this.behaviour = behaviour;
    this.domains = domains;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public int[] domains() {
    return domains;
  }

  @Override
  public Candidate decode(int[] genes) {
    int[] choices = IntStream.range(0, domains.length)
        .map(i -> Math.floorMod(genes[i], domains[i])).toArray();
    boolean pointless = choices[0] == domains[0] - 1;
    String schedule = pointless ? "[" + choices[0] + "]" : Arrays.toString(choices);
    decoded.add(schedule);
    return new Candidate(schedule, Arrays.toString(choices), () -> {
      emitted.add(schedule);
      return FakeBackend.artifact(source(schedule));
    });
  }

  @Override
  public Optional<int[]> encode(String schedule) {
    int[] genes = numbers(schedule);
    return genes.length == domains.length ? Optional.of(genes) : Optional.empty();
  }

  @Override
  public Optional<int[]> recall(String trace) {
    return Optional.of(numbers(trace));
  }

  @Override
  public Candidate foreign(String schedule) {
    return new Candidate(schedule, "", () -> FakeBackend.artifact(source(schedule)));
  }

  /** What {@link FakeBackend} reads, and the schedule, which makes it differ from others. */
  String source(String schedule) {
    return behaviour.apply(schedule) + " " + nanos(schedule) + " " + schedule;
  }

  long nanos(String schedule) {
    int[] choices = numbers(schedule);
    long nanos = 10_000;
    for (int i = 0; i < choices.length && i < domains.length; i++) {
      nanos += 1000L * Math.abs(choices[i] - domains[i] / 2);
    }
    return nanos + (choices.length < domains.length ? 5000 : 0);
  }

  private static int[] numbers(String schedule) {
    return Arrays.stream(schedule.substring(1, schedule.length() - 1).split(", "))
        .mapToInt(Integer::parseInt).toArray();
  }
}

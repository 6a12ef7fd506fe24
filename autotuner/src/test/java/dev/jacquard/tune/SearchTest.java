package dev.jacquard.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.tune.worker.Outcome;
import dev.jacquard.tune.worker.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SearchTest {

  /** Knows the time of every schedule, and ends after so many candidates. */
  private static final class Arithmetic implements Judge {
    private final FakeSpace space;
    private final Predicate<String> valid;
    private final int most;
    private final List<String> judged = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private int firstGeneration;

    Arithmetic(FakeSpace space, Predicate<String> valid, int most) {
      this.space = space;
      this.valid = valid;
      this.most = most;
    }

    @Override
    public List<Optional<Outcome>> judge(List<Candidate> candidates, int generation) {
      return candidates.stream().map(candidate -> {
        if (known.add(candidate.schedule())) {
          judged.add(candidate.schedule());
        }
        firstGeneration += generation == 1 ? 1 : 0;
        return Optional.of(outcome(candidate.schedule()));
      }).toList();
    }

    private Outcome outcome(String schedule) {
      long nanos = space.nanos(schedule);
      return valid.test(schedule) ? new Outcome(Status.OK, nanos, nanos, 1, 0, "", 0)
          : Outcome.failed(Status.WRONG, "");
    }

    @Override
    public boolean knows(String schedule) {
      return known.contains(schedule);
    }

    @Override
    public boolean isOver() {
      return judged.size() >= most;
    }

    long best() {
      return judged.stream().filter(valid).mapToLong(space::nanos).min().orElseThrow();
    }
  }

  private static final int[] DOMAINS = {9, 9, 9, 9, 9, 9, 1, 9};

  private static Arithmetic search(long seed, int most, List<int[]> seeds) {
    Arithmetic judge = new Arithmetic(new FakeSpace(DOMAINS), _ -> true, most);
    new Search(judge.space, judge, 16).run(seed, seeds);
    return judge;
  }

  @Test
  void findsWhatRandomSearchDoesNot() {
    Arithmetic judge = search(1, 400, List.of());
    assertTrue(judge.best() <= 12_000, "of " + judge.judged.size() + " candidates the best is "
        + judge.best() + " ns; the optimum is 10000 ns, 400 random ones reach about 15000 ns");
  }

  @Test
  void crossoverAndMutationChangeSomething() {
    Arithmetic judge = new Arithmetic(new FakeSpace(DOMAINS), _ -> true, 200);
    Search search = new Search(judge.space, judge, 16);
    search.run(1, List.of());
    assertTrue(search.operators().exchanged() > 50, search.operators().toString());
    assertTrue(search.operators().mutated() > 50, search.operators().toString());
    assertEquals(0, search.operators().immigrants());
  }

  @Test
  void sameSeedSameCandidates() {
    assertEquals(search(7, 150, List.of()).judged, search(7, 150, List.of()).judged);
    assertNotEquals(search(7, 150, List.of()).judged, search(8, 150, List.of()).judged);
  }

  @Test
  void randomPartOfTheFirstGenerationDoesNotDependOnTheSeeds() {
    Arithmetic without = search(7, 1, List.of());
    Arithmetic with = search(7, 1, List.of(new int[] {4, 4, 4, 4, 4, 4, 0, 4}));
    assertEquals(16, without.firstGeneration);
    assertEquals(17, with.firstGeneration);
    assertEquals("[4, 4, 4, 4, 4, 4, 0, 4]", with.judged.getFirst());
    assertEquals(without.judged.subList(0, 8), with.judged.subList(1, 9));
  }

  @Test
  void nearlyEveryCandidateIsNew() {
    FakeSpace space = new FakeSpace(3, 4, 5);
    Arithmetic judge = new Arithmetic(space, _ -> true, 40);
    new Search(space, judge, 8).run(3, List.of());
    assertTrue(judge.judged.size() >= 40, "40 of the 41 schedules there are, got "
        + judge.judged.size());
  }

  @Test
  void endsWhenTheSpaceIsExhausted() {
    FakeSpace space = new FakeSpace(2, 2);
    Arithmetic judge = new Arithmetic(space, _ -> true, 1000);
    Search search = new Search(space, judge, 8);
    search.run(3, List.of());
    assertTrue(search.hasConverged());
    assertEquals(Set.of("[0, 0]", "[0, 1]", "[1]"), judge.known);
  }

  @Test
  void endsWhenThereIsNothingToDecide() {
    FakeSpace space = new FakeSpace(1);
    Arithmetic judge = new Arithmetic(space, _ -> true, 1000);
    new Search(space, judge, 8).run(3, List.of());
    assertEquals(List.of("[0]"), judge.judged);
  }

  @Test
  void failuresMakeRoomForNewcomers() {
    FakeSpace space = new FakeSpace(DOMAINS);
    Arithmetic judge = new Arithmetic(space, schedule -> schedule.startsWith("[4, 4"), 300);
    Search search = new Search(space, judge, 16);
    search.run(5, List.of());
    assertTrue(search.operators().immigrants() > 20, search.operators().toString());
    assertTrue(judge.best() < 25_000, "best " + judge.best());
  }
}

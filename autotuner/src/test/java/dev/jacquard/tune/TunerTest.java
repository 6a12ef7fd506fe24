package dev.jacquard.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.tune.TuningResult.End;
import dev.jacquard.tune.TuningTask.Recheck;
import dev.jacquard.tune.database.ImportedRecord;
import dev.jacquard.tune.database.RecordFacts;
import dev.jacquard.tune.database.TuningDatabase;
import dev.jacquard.tune.database.TuningRecord;
import dev.jacquard.tune.database.Workload;
import dev.jacquard.tune.worker.Expected;
import dev.jacquard.tune.worker.Outcome;
import dev.jacquard.tune.worker.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunerTest {
  private static final String UNTUNED = "[0, 0, 0]";
  private static final Workload WORKLOAD = new Workload("B(i) = A(i)", Sizes.parse("n=5"),
      FakeBackend.DEVICE.key());
  private static final TuningOptions OPTIONS = new TuningOptions(Duration.ofSeconds(60), 1, 8, 1,
      Duration.ofSeconds(2));

  @TempDir
  Path folder;
  private TuningDatabase database;

  @BeforeEach
  void open() {
    database = TuningDatabase.open(folder.resolve("tuning.db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  static TuningTask task(FakeSpace space, Recheck recheck, String... seeds) {
    return new TuningTask(space, WORKLOAD, FakeBackend.DEVICE, UNTUNED, List.of(seeds),
        Map.of("A", FakeBackend.DATA), List.of(Expected.exact("B", FakeBackend.DATA)), recheck);
  }

  /** Stops after so many measured candidates. */
  private TuningResult tune(FakeSpace space, int most, Recheck recheck, String... seeds) {
    StopSignal stop = new StopSignal();
    return Tuner.tune(task(space, recheck, seeds), OPTIONS, database, stop, state -> {
      if (state.counts().measured() >= most) {
        stop.stop();
      }
    });
  }

  private static String behaviour(String schedule) {
    return switch (schedule) {
      case "[1, 1, 1]" -> "wrong";
      case "[1, 1, 2]" -> "crash";
      case "[1, 2, 1]" -> "hang";
      case "[1, 2, 2]" -> "uncompilable";
      case "[1, 3, 1]" -> "killed";
      default -> "right";
    };
  }

  @Test
  void aRecordFromElsewhereIsMeasuredHere() {
    database.keep(new ImportedRecord(WORKLOAD, "[2, 2, 2]", new RecordFacts("op", "0", "opencl",
        "a device", "1.0", "amd64", 2, 7, 8)));
    TuningResult result = tune(new FakeSpace(TunerTest::behaviour, 8, 8, 8), 3, Recheck.NONE);
    TuningRecord first = database.records(result.run().getAsLong()).stream()
        .filter(record -> record.schedule().equals("[2, 2, 2]")).findFirst().orElseThrow();
    assertEquals(0, first.generation());
    assertEquals(Status.OK, first.outcome().status());
  }

  @Test
  void theBestOfAnotherNumberOfCoresIsMeasuredHere() {
    Device device = FakeBackend.DEVICE;
    Workload other = new Workload(WORKLOAD.algorithm(), WORKLOAD.sizes(), new Device(device.id(),
        device.backend(), device.name(), device.driver(), device.target().withUnits(7)).key());
    database.append(database.startRun(other, 1, 8, List.of(), ""), new TuningRecord("[2, 2, 2]", "",
        "", new Outcome(Status.OK, 1, 1, 1, 0, "", 1), 1, new TuningRecord.Spent(0, 0, 0)));
    assertEquals(Optional.empty(), database.best(WORKLOAD));
    TuningResult result = tune(new FakeSpace(TunerTest::behaviour, 8, 8, 8), 3, Recheck.NONE);
    TuningRecord here = database.records(result.run().getAsLong()).stream()
        .filter(record -> record.schedule().equals("[2, 2, 2]")).findFirst().orElseThrow();
    assertEquals(0, here.generation());
    assertTrue(here.outcome().minNanos() > 1, here.toString());
  }

  @Test
  void badCandidatesAreRecordedAndEndNothing() {
    FakeSpace space = new FakeSpace(TunerTest::behaviour, 8, 8, 8);
    TuningResult result = tune(space, 12, Recheck.NONE, "[1, 1, 1]", "[1, 1, 2]", "[1, 2, 1]",
        "[1, 2, 2]", "[1, 3, 1]");
    Map<String, Status> ends = database.records(result.run().getAsLong()).stream()
        .collect(Collectors.toMap(TuningRecord::schedule, record -> record.outcome().status(),
            (first, _) -> first));
    assertEquals(Status.WRONG, ends.get("[1, 1, 1]"));
    assertEquals(Status.CRASHED, ends.get("[1, 1, 2]"));
    assertEquals(Status.TIMED_OUT, ends.get("[1, 2, 1]"));
    assertEquals(Status.COMPILE_FAILED, ends.get("[1, 2, 2]"));
    assertEquals(Status.CRASHED, ends.get("[1, 3, 1]"));
    assertEquals(End.INTERRUPTED, result.end());
    assertEquals(12, result.counts().measured());
    assertEquals(1, result.counts().wrong());
    assertEquals(2, result.counts().crashed());
    assertEquals(1, result.counts().timedOut());
    assertEquals(22_000, result.untuned().orElseThrow().outcome().minNanos());
    assertTrue(result.best().orElseThrow().micros() < 22, result.toString());
    assertEquals(database.best(WORKLOAD).orElseThrow().schedule(),
        result.best().orElseThrow().schedule());
  }

  @Test
  void convergedRunsMeetAgainAndReplayTheSameCandidates() {
    FakeSpace space = new FakeSpace(2, 3, 2);
    TuningResult result = tune(space, 1000, Recheck.NONE);
    assertEquals(End.CONVERGED, result.end());
    assertEquals(7, result.counts().measured(), result.counts().toString());
    assertEquals("[0, 1, 1]", result.best().orElseThrow().schedule());
    FakeSpace again = new FakeSpace(2, 3, 2);
    TuningResult replayed = Tuner.replay(task(again, Recheck.NONE), database,
        result.run().getAsLong(), Progress.SILENT);
    assertEquals(space.decoded, again.decoded);
    assertEquals(List.of(), again.emitted);
    assertEquals(result.counts(), replayed.counts());
    assertEquals(result.best().orElseThrow().schedule(),
        replayed.best().orElseThrow().schedule());
    assertEquals(result.history().stream().map(TuningResult.Point::bestMicros).toList(),
        replayed.history().stream().map(TuningResult.Point::bestMicros).toList());
    assertEquals(result.operators(), replayed.operators());
  }

  @Test
  void replayEndsWhereTheRecordsEnd() {
    FakeSpace space = new FakeSpace(8, 8, 8);
    TuningResult result = tune(space, 15, Recheck.NONE);
    List<String> recorded = database.records(result.run().getAsLong()).stream()
        .map(TuningRecord::schedule).distinct().toList();
    FakeSpace again = new FakeSpace(8, 8, 8);
    TuningResult second = Tuner.replay(task(again, Recheck.NONE), database,
        result.run().getAsLong(), Progress.SILENT);
    assertEquals(End.REPLAYED, second.end());
    assertEquals(recorded.size(), second.counts().measured());
  }

  @Test
  void sameSourceIsMeasuredOnce() {
    FakeSpace space = new FakeSpace(2, 3, 2) {
      @Override
      String source(String schedule) {
        return "right 1000";
      }
    };
    TuningResult result = tune(space, 1000, Recheck.NONE);
    List<TuningRecord> records = database.records(result.run().getAsLong());
    assertEquals(1, records.stream().map(TuningRecord::sourceHash).distinct().count());
    assertEquals(1, records.stream().map(record -> record.outcome().millis()).limit(7)
        .distinct().count(), records.toString());
  }

  @Test
  void winnersThatFailTheLastCheckAreRejected() {
    FakeSpace space = new FakeSpace(2, 3, 2);
    TuningResult first = tune(space, 1000, Recheck.NONE);
    String winner = first.best().orElseThrow().schedule();
    TuningResult second = tune(space, 1000, schedule -> schedule.equals(winner)
        ? Optional.of("wrong at n=7") : Optional.empty());
    assertTrue(!second.best().orElseThrow().schedule().equals(winner), second.toString());
    assertEquals(1, second.counts().wrong());
    assertEquals(second.best().orElseThrow().schedule(),
        database.best(WORKLOAD).orElseThrow().schedule());
  }

  @Test
  void foreignSchedulesAreMeasuredToo() {
    FakeSpace space = new FakeSpace(8, 8, 8) {
      @Override
      long nanos(String schedule) {
        return schedule.equals("[9, 9, 9, 9]") ? 7 : super.nanos(schedule);
      }
    };
    TuningResult result = tune(space, 9, Recheck.NONE, "[9, 9, 9, 9]");
    assertEquals("[9, 9, 9, 9]", result.best().orElseThrow().schedule());
    TuningResult next = tune(space, 1, Recheck.NONE);
    assertTrue(database.run(next.run().getAsLong()).seeds().contains("[9, 9, 9, 9]"));
  }

  /** A space that knows the genotype of no schedule, only of traces. */
  private static FakeSpace forgetful() {
    return new FakeSpace(4, 4, 4) {
      @Override
      public Optional<int[]> encode(String schedule) {
        return Optional.empty();
      }
    };
  }

  @Test
  void decisionsOfEarlierRunsBreed() {
    TuningResult first = tune(forgetful(), 3, Recheck.NONE);
    String best = first.best().orElseThrow().schedule();
    FakeSpace second = forgetful();
    TuningResult result = tune(second, 3, Recheck.NONE);
    assertEquals(List.of(UNTUNED, best), database.run(result.run().getAsLong()).seeds());
    assertEquals(best, second.decoded.getFirst());
    FakeSpace again = forgetful();
    Tuner.replay(task(again, Recheck.NONE), database, result.run().getAsLong(), Progress.SILENT);
    assertEquals(second.decoded, again.decoded.subList(0, second.decoded.size()));
  }

  @Test
  void stopsWhileACandidateHangs() {
    StopSignal stop = new StopSignal();
    FakeSpace space = new FakeSpace(schedule -> {
      if (schedule.equals("[1, 2, 1]")) {
        Thread.ofPlatform().start(stop::stop);
        return "hang";
      }
      return "right";
    }, 8, 8, 8);
    TuningResult result = Tuner.tune(task(space, Recheck.NONE, "[1, 2, 1]"),
        new TuningOptions(Duration.ofMinutes(9), 1, 8, 1, Duration.ofMinutes(9)), database,
        stop, Progress.SILENT);
    assertEquals(End.INTERRUPTED, result.end());
    assertEquals(UNTUNED, result.best().orElseThrow().schedule());
    assertEquals(1, database.records(result.run().getAsLong()).size());
  }

  @Test
  void endsWithItsBudget() {
    TuningResult result = Tuner.tune(task(new FakeSpace(64, 64, 64), Recheck.NONE),
        new TuningOptions(Duration.ofMillis(1), 1, 8, 2, Duration.ZERO), database,
        new StopSignal(), Progress.SILENT);
    assertEquals(End.BUDGET, result.end());
    assertEquals(UNTUNED, result.best().orElseThrow().schedule());
  }

  @Test
  void nothingRightIsABug() {
    FakeSpace space = new FakeSpace(_ -> "wrong", 1, 1, 1);
    CompilerBug bug = assertThrows(CompilerBug.class, () -> tune(space, 9, Recheck.NONE));
    assertEquals("No schedule of fake gave a right result on a fake. The first failure: WRONG, "
        + "B[2] is 3.5, expected 3.0; 1 of 5 elements are wrong. This is a bug in Jacquard. "
        + "Please report it with this text and the program that caused it.", bug.getMessage());
  }

  @Test
  void budgetIsPositive() {
    UserError error = assertThrows(UserError.class,
        () -> new TuningOptions(Duration.ofSeconds(-3), 1));
    assertEquals("The tuning budget is -3.000 s. Give a positive one, as in 30s.",
        error.getMessage());
  }
}

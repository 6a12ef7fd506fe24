package dev.jacquard.tune.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.tune.FakeBackend;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);
  private static WorkerPool pool;

  @BeforeAll
  static void start() {
    pool = pool(1);
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  private static WorkerPool pool(int size) {
    return WorkerPool.start(FakeBackend.DEVICE, size, Map.of("A", FakeBackend.DATA),
        List.of(Expected.exact("B", FakeBackend.DATA)));
  }

  private static Outcome build(String source, long limit) {
    return pool.build(FakeBackend.artifact(source), limit, System.nanoTime() + 2 * LIMIT).join()
        .orElseThrow();
  }

  private static Outcome measure(String source, long best) {
    return pool.measure(FakeBackend.artifact(source), best, 1_000_000, LIMIT,
        System.nanoTime() + 2 * LIMIT).join().orElseThrow();
  }

  @Test
  void rightOnesHaveTimes() {
    assertEquals(Status.OK, build("right 1000", LIMIT).status());
    Outcome outcome = measure("right 1000", 0);
    assertEquals(Status.OK, outcome.status(), outcome.message());
    assertEquals(1000, outcome.minNanos());
    assertEquals(1001, outcome.medianNanos());
    assertTrue(outcome.samples() >= 3, outcome.toString());
  }

  @Test
  void hopelessOnesAreTimedTwice() {
    Outcome outcome = measure("right 3000", 1000);
    assertEquals(2, outcome.samples());
    assertEquals(Status.OK, outcome.status());
  }

  @Test
  void muchSlowerOnesRunOnce() {
    Outcome outcome = measure("right 60000000", 900);
    assertEquals(1, outcome.samples());
    assertEquals(Status.OK, outcome.status());
  }

  @Test
  void wrongOnesAreNotTimed() {
    Outcome outcome = measure("wrong 1000", 0);
    assertEquals(Status.WRONG, outcome.status());
    assertEquals(0, outcome.samples());
    assertEquals(0.5, outcome.maxError());
    assertEquals("B[2] is 3.5, expected 3.0; 1 of 5 elements are wrong", outcome.message());
  }

  @Test
  void crashesEndTheProcessOnly() {
    Outcome outcome = build("crash 0", LIMIT);
    assertEquals(Status.CRASHED, outcome.status());
    assertEquals("The worker process ended with exit code 134.", outcome.message());
    assertEquals(Status.OK, measure("right 1000", 0).status());
  }

  @Test
  void killedWhileItMeasures() {
    long pid = pool.pids().getFirst();
    assertEquals(Status.OK, build("killed 0", LIMIT).status());
    Outcome outcome = measure("killed 0", 0);
    assertEquals(Status.CRASHED, outcome.status());
    assertEquals("The worker process ended with exit code 137.", outcome.message());
    assertEquals(Status.OK, measure("right 1000", 0).status());
    assertNotEquals(pid, pool.pids().getFirst());
  }

  @Test
  void endlessOnesAreKilled() {
    Outcome outcome = build("hang 0", 300_000_000);
    assertEquals(Status.TIMED_OUT, outcome.status());
    assertEquals("No answer within 0.3 s.", outcome.message());
  }

  @Test
  void compilersComplaintsAreKept() {
    Outcome outcome = build("uncompilable 0", LIMIT);
    assertEquals(Status.COMPILE_FAILED, outcome.status());
    assertEquals("line 1: no such word", outcome.message());
  }

  @Test
  void failingRunsAreCrashes() {
    Outcome outcome = build("failing 0", LIMIT);
    assertEquals(Status.CRASHED, outcome.status());
    assertEquals("out of resources", outcome.message());
  }

  @Test
  void remarksOnTheAnswersChannelDoNotDisturb() {
    assertEquals(Status.OK, measure("chatty 1000", 0).status());
  }

  @Test
  void aForgedAnswerIsACrash() {
    Outcome outcome = build("forging 0", LIMIT);
    assertEquals(Status.CRASHED, outcome.status());
    assertEquals("This line of a worker is no outcome; use workers of this version: "
        + "{\"status\":null}", outcome.message());
    assertEquals(Status.OK, measure("right 1000", 0).status());
  }

  @Test
  void longLinesDoNotDisturb() {
    assertEquals(Status.OK, measure("flooding 1000", 0).status());
  }

  @Test
  void deadlineLeavesNoOutcome() {
    assertEquals(Optional.empty(), pool.build(FakeBackend.artifact("hang 0"), LIMIT,
        System.nanoTime() + 300_000_000).join());
  }

  @Test
  void abandonedPoolAnswersAtOnce() {
    try (WorkerPool other = pool(2)) {
      var hanging = other.build(FakeBackend.artifact("hang 0"), LIMIT, System.nanoTime() + LIMIT);
      other.abandon();
      assertEquals(Optional.empty(), hanging.join());
      assertEquals(Optional.empty(), other.measure(FakeBackend.artifact("right 1000"), 0, 1, LIMIT,
          System.nanoTime() + LIMIT).join());
    }
  }
}

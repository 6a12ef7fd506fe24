package dev.jacquard.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.tune.TuningTask.Recheck;
import dev.jacquard.tune.database.TuningDatabase;
import dev.jacquard.tune.worker.CommandLineAccess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
  @TempDir
  Path folder;

  /** The signal reaches the workers first, as from a keyboard it reaches all at once. */
  @Test
  void interruptFromTheKeyboardKeepsTheBest() throws Exception {
    Path file = folder.resolve("tuning.db");
    Process process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
        CommandLineAccess.classPath(), Tuning.class.getName(), file.toString())
        .redirectErrorStream(true).start();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      while (!line.equals("measured")) {
        line = out.readLine();
      }
      for (ProcessHandle worker : process.descendants().toList()) {
        interrupt(worker.pid());
      }
      interrupt(process.pid());
      List<String> rest = out.lines().filter(text -> !text.equals("measured")).toList();
      process.waitFor();
      assertEquals(1, rest.size(), rest.toString());
      assertTrue(rest.getFirst().startsWith("INTERRUPTED, no crashes, best ["), rest.getFirst());
    }
    try (TuningDatabase database = TuningDatabase.open(file)) {
      assertTrue(database.records(1).size() >= 3);
    }
  }

  private static void interrupt(long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", "" + pid).start().waitFor();
  }

  /**
   * A program that says so at its third measurement, and takes no further one before it is told to
   * stop: its space might be at an end by then.
   */
  static final class Tuning {
    public static void main(String[] arguments) {
      FakeSpace space = new FakeSpace(64, 64, 64);
      try (TuningDatabase database = TuningDatabase.open(Path.of(arguments[0]));
          StopSignal stop = StopSignal.onInterrupt()) {
        TuningResult result = Tuner.tune(TunerTest.task(space, Recheck.NONE),
            new TuningOptions(Duration.ofMinutes(2), 1, 8, 2, Duration.ZERO), database, stop,
            state -> {
              if (state.counts().measured() == 3) {
                System.out.println("measured");
                CountDownLatch stopped = new CountDownLatch(1);
                stop.onStop(stopped::countDown);
                await(stopped);
              }
            });
        System.out.println(result.end() + (result.counts().crashed() == 0 ? ", no crashes, "
            : ", crashes, ") + "best " + result.best().orElseThrow().schedule());
      }
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

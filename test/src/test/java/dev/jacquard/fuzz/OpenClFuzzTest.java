package dev.jacquard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jacquard.opencl.device.OpenClBackend;
import dev.jacquard.tune.worker.CommandLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the oracle says is what OpenCL computes; in a process of its own, which may crash. */
class OpenClFuzzTest {

  @Test
  void openClComputesWhatTheOracleSays() throws Exception {
    if (System.getProperty(FuzzTest.SEED) == null) {
      run(1, 64);
    } else {
      run(Long.getLong(FuzzTest.SEED), 1);
    }
  }

  @Test
  @Tag("slow")
  void openClComputesWhatTheOracleSaysInManyPrograms() throws Exception {
    run(Long.getLong(FuzzTest.SEED, 2_000_000), Integer.getInteger(FuzzTest.COUNT, 2000));
  }

  private static void run(long first, int count) throws IOException, InterruptedException {
    String missing = new OpenClBackend().missing();
    boolean required = String.valueOf(System.getenv("JACQUARD_REQUIRE")).contains("opencl");
    assumeTrue(missing.isEmpty() || required, missing);
    List<String> command = CommandLine.java();
    command.addAll(List.of("-ea", Campaign.class.getName(), "opencl", "" + first, "" + count));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> text
        + "\nIf it crashed, the last seeds printed are those that it ran: -D" + FuzzTest.SEED
        + "=SEED runs one of them.");
  }
}

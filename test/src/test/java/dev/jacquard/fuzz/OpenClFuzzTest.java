package dev.jacquard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jacquard.opencl.device.OpenClBackend;
import java.io.IOException;
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
    assertEquals("", Child.failure("opencl", first, count, Campaign.OPENCL_TEST));
  }
}

package dev.jacquard.opencl.device;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PinningTest {

  private static String status(String allowed) {
    return "Name:\tjava\nCpus_allowed:\tff\nCpus_allowed_list:\t%s\nMems_allowed:\t1\n"
        .formatted(allowed);
  }

  @Test
  void aProcessThatHasAllProcessorsPins() {
    assertTrue(Pinning.isSafe(status("0-1"), 2, Map.of()));
    assertTrue(Pinning.isSafe(status("0-63"), 64, Map.of("HOME", "/")));
  }

  @Test
  void oneThatHasSomeOfThemDoesNot() {
    assertFalse(Pinning.isSafe(status("2-3"), 2, Map.of()));
    assertFalse(Pinning.isSafe(status("0,2"), 2, Map.of()));
    assertFalse(Pinning.isSafe(status("0-3"), 2, Map.of()));
    assertFalse(Pinning.isSafe(status("0"), 1, Map.of()));
    assertFalse(Pinning.isSafe("Name:\tjava\n", 2, Map.of()));
  }

  @Test
  void whatTheUserSaidCounts() {
    assertFalse(Pinning.isSafe(status("0-1"), 2, Map.of("POCL_AFFINITY", "0")));
    assertFalse(Pinning.isSafe(status("0-1"), 2, Map.of("POCL_MAX_PTHREAD_COUNT", "1")));
  }
}

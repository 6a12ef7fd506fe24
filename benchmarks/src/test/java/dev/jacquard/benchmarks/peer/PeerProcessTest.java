package dev.jacquard.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jacquard.benchmarks.engine.Layouts;
import dev.jacquard.dsl.Unsupported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerProcessTest {

  /** Answers every request by the same two runs and says once who it is. */
  private static final String STUB = """
      echo 'ready stub 1.0'; echo 'plain|COUNTED'; echo 'packed|PREPARED'; echo
      while read -r line; do echo '1500 2500'; done""";

  @Test
  void anIdlePeerIsStoppedAndItsTurnLetsItGoOn() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/stat")), "there is no /proc to see states in");
    try (PeerProcess peer = stub(STUB)) {
      assertEquals("stub 1.0", peer.version());
      assertEquals(List.of("stub plain", "stub packed"),
          peer.forms().stream().map(PeerProcess.PeerForm::name).toList());
      assertEquals(Layouts.PREPARED, peer.forms().getLast().layouts());
      awaitStopped(peer);
      assertArrayEquals(new double[] {1.5, 2.5}, peer.forms().getFirst().run(2));
      awaitStopped(peer);
    }
  }

  /** A signal takes effect before long; the test fails by its own end if it never does. */
  private static void awaitStopped(PeerProcess peer) throws IOException {
    while (!Files.readString(Path.of("/proc", Long.toString(peer.pid()), "stat"))
        .contains(") T ")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aPeerThatCannotLoadIsUnsupported() {
    assertEquals("stub does not run here, so nothing is compared with it: no such library",
        assertThrows(Unsupported.class, () -> stub("echo missing no such library"))
            .getMessage());
    assertEquals("stub does not run here, so nothing is compared with it: "
        + "it ended with exit code 3",
        assertThrows(Unsupported.class, () -> stub("exit 3")).getMessage());
  }

  private static PeerProcess stub(String script) {
    return PeerProcess.start("stub", new ProcessBuilder("sh", "-c", script));
  }
}

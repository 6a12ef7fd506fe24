package dev.jacquard.tune.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.schedule.backend.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  /** Native libraries unpack themselves there, and the machine's own may be mounted noexec. */
  @Test
  void workersHaveTheirParentsTemporaryFolder() {
    List<String> command = CommandLine.of(Path.of("data"), Target.AVX512, 0);
    assertTrue(command.contains("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")),
        command.toString());
  }
}

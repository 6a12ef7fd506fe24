package dev.jacquard.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Backend;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

  /** Whether the backend has no device here, which is told, and may be forbidden. */
  private static boolean isMissing(String name) {
    boolean missing = Traced.backend(name).devices().isEmpty();
    assertFalse(missing && String.valueOf(System.getenv("JACQUARD_REQUIRE")).contains(name),
        "JACQUARD_REQUIRE asks for " + name + ", which is not here");
    return missing;
  }

  @ParameterizedTest
  @ValueSource(strings = {"interpreter", "jvm", "opencl"})
  void theLinesOfATracedFunc(String name) throws Exception {
    assumeFalse(isMissing(name), "no device of " + name);
    Process process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
        Traced.class.getName(), name).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    assertEquals(List.of("T[0] = 3.5", "T[1] = -7.5", "twice[0]: 2.5", "twice[1]: -8.5"),
        out.lines().sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "opencl"})
  void codeThatPrintsIsMadeOnlyForATrace(String name) {
    assumeFalse(isMissing(name), "no device of " + name);
    Backend backend = Traced.backend(name);
    Schedule schedule = Traced.untraced();
    String word = name.equals("jvm") ? "println" : "printf";
    assertFalse(Traced.emit(backend, schedule).text().contains(word));
    assertTrue(Traced.emit(backend, schedule.trace()).text().contains(word));
  }
}

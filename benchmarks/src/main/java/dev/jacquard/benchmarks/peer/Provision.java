package dev.jacquard.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Path;

/** Where a peer's native library is from. */
sealed interface Provision permits MavenLibrary, CompiledLibrary {

  /** Tells this library from others and from its other versions; a file name. */
  String key() throws IOException;

  /** Puts the library into an empty folder. */
  void provide(Path folder) throws IOException;

  /**
   * Runs a program to its end.
   *
   * @return what it said
   * @throws IOException with the first line that has {@code error} in it if it failed
   */
  static String run(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(said.lines().filter(line -> line.toLowerCase(java.util.Locale.ROOT)
          .contains("error")).findFirst().orElse(builder.command().getFirst() + " failed"));
    }
    return said;
  }
}

package dev.jacquard.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a peer's native library is from. */
sealed interface Provision permits MavenLibrary, CompiledLibrary, Together {

  /** Tells this library from others and from its other versions; a file name. */
  String key() throws IOException;

  /** How much is fetched for it. */
  default int megabytes() {
    return 0;
  }

  /**
   * Puts the library into a folder that has nothing else, or what it builds on, and {@code version}
   * beside it, which says what it is made of.
   */
  void provide(Path folder) throws IOException;

  /** Adds to what {@code version} says. */
  static void made(Path folder, String of) throws IOException {
    Path file = folder.resolve("version");
    Files.writeString(file, Files.exists(file) ? Files.readString(file) + ", " + of : of);
  }

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

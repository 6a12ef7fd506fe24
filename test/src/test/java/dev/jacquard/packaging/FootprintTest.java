package dev.jacquard.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the launcher's first build fetches on a machine that has no library yet.
@Tag("slow")
class FootprintTest {

  private static final long MOST_BYTES = 70_000_000;
  private static final long BLOCK = 4096;

  @TempDir
  private Path folder;

  @Test
  void theFirstBuildFetchesLittle() throws Exception {
    Path checkout = Maven.copyCheckout(folder.resolve("checkout"));
    Maven maven = new Maven(folder.resolve("repository"));
    long start = System.nanoTime();
    fetch(maven, checkout);
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    long bytes = filled(maven.repository());
    System.out.printf("The first build took %d s and fetched %.1f MB.%n", seconds, bytes / 1e6);
    assertTrue(bytes < MOST_BYTES, bytes + " bytes instead of under " + MOST_BYTES);
    assertEquals(List.of(), peers(maven.repository()), "native libraries of peers");
  }

  private static void fetch(Maven maven, Path checkout) throws Exception {
    try {
      maven.build(checkout, "-pl", "cli", "-am", "package");
    } catch (AssertionError e) {
      assumeFalse(e.getMessage().contains("Could not transfer"),
          "needs the network, to fetch all libraries anew");
      throw e;
    }
  }

  /// The bytes that a folder's files fill on a disk, which holds whole blocks.
  private static long filled(Path repository) throws IOException {
    try (Stream<Path> files = Files.walk(repository)) {
      return files.mapToLong(file -> Math.ceilDiv(file.toFile().length(), BLOCK) * BLOCK).sum();
    }
  }

  private static List<Path> peers(Path repository) throws IOException {
    try (Stream<Path> files = Files.walk(repository)) {
      return files.filter(file -> file.endsWith("org/bytedeco")).toList();
    }
  }
}

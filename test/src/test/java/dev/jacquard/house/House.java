package dev.jacquard.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The checkout as the house tests see it. A module that is still empty has no files.
final class House {

  /// In the order in which data flows.
  static final List<String> MODULES = List.of("dsl", "schedule", "codegen-opencl", "codegen-jvm",
      "autotuner", "ops-library", "notebooks", "cli", "benchmarks");

  static final Path ROOT = findRoot();

  private House() {}

  private static Path findRoot() {
    Path place = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(place.resolve("jacquard"))) {
      place = place.getParent();
    }
    return place;
  }

  static Path mainSources(String module) {
    return ROOT.resolve(module).resolve("src/main/java");
  }

  /// The Java files of every module's program.
  static List<Path> mainFiles() {
    return MODULES.stream().flatMap(module -> javaFiles(mainSources(module))).toList();
  }

  /// The Java files of every module's tests, of the module `test` too.
  static List<Path> testFiles() {
    return Stream.concat(MODULES.stream(), Stream.of("test"))
        .flatMap(module -> javaFiles(ROOT.resolve(module).resolve("src/test/java")))
        .toList();
  }

  static Stream<Path> javaFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }

  /// The value that `share` (0 to 1) of the sorted numbers lie below or at; 0 of none.
  static int quantile(IntStream numbers, double share) {
    int[] sorted = numbers.sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
  }
}

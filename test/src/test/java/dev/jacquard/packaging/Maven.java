package dev.jacquard.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Maven on copies of the checkout, with a local repository of its own.
///
/// @param repository the local repository
record Maven(Path repository) implements AutoCloseable {

  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Path SHARED = Path.of(System.getProperty("local.repository",
      System.getProperty("user.home") + "/.m2/repository"));
  private static final Set<String> LEFT_OUT = Set.of("target", ".git");
  private static final Set<String> OURS = Set.of("dev", "jacquard");

  /// What is installed stays in a folder; the libraries in it are links to the shared ones, which
  /// [#close] takes away.
  static Maven of(Path folder) throws IOException {
    link(SHARED, Files.createDirectories(folder));
    link(SHARED.resolve("dev"), Files.createDirectories(folder.resolve("dev")));
    return new Maven(folder);
  }

  private static void link(Path from, Path to) throws IOException {
    try (Stream<Path> entries = Files.exists(from) ? Files.list(from) : Stream.of()) {
      for (Path entry : entries.toList()) {
        if (!OURS.contains(entry.getFileName().toString())) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.find(repository, 2,
        (_, attributes) -> attributes.isSymbolicLink())) {
      for (Path link : files.toList()) {
        Files.delete(link);
      }
    }
  }

  /// The sources of the checkout, of which nothing is built yet.
  static Path copyCheckout(Path to) throws IOException {
    Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
          throws IOException {
        if (LEFT_OUT.contains(folder.getFileName().toString())) {
          return FileVisitResult.SKIP_SUBTREE;
        }
        Files.createDirectories(to.resolve(ROOT.relativize(folder)));
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        Files.copy(file, to.resolve(ROOT.relativize(file)));
        return FileVisitResult.CONTINUE;
      }
    });
    return to;
  }

  /// Builds a folder without its tests, which must succeed.
  void build(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(executable(), "-B", "-ntp", "-q",
        "-Dmaven.test.skip=true", "-Dmaven.repo.local=" + repository));
    command.addAll(Arrays.asList(arguments));
    run(folder, command);
  }

  private static String executable() {
    String home = System.getProperty("maven.home");
    return home == null ? "mvn" : home + "/bin/mvn";
  }

  /// What a command, which must succeed, prints.
  static String run(Path folder, List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), String.join(" ", command) + " in " + folder + ":\n"
        + printed);
    return printed;
  }
}

package dev.jacquard.benchmarks.peer;

import dev.jacquard.dsl.Unsupported;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native libraries of a peer: fetched by Maven when they are first asked for, and unpacked to
 * the user's cache. The program itself depends on none of them.
 */
final class Natives {

  private static final String COPY =
      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";

  private final Path home;

  /** @param home a folder to keep them in */
  Natives(Path home) {
    this.home = home;
  }

  /** In the cache of this user. */
  static Natives ofUser() {
    Path cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).map(Path::of)
        .filter(Path::isAbsolute).orElse(Path.of(System.getProperty("user.home"), ".cache"));
    return new Natives(cache.resolve("jacquard").resolve("peers"));
  }

  /**
   * The folder with a peer's libraries.
   *
   * @throws Unsupported where they cannot be had, with the reason
   */
  Path of(Peer peer) {
    Path folder = home.resolve(String.join("+", peer.artifacts()).replaceAll("[^\\w.+-]", "_"));
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(home);
      Path fresh = Files.createTempDirectory(home, "new");
      for (String artifact : peer.artifacts()) {
        fetch(artifact, fresh);
      }
      unpack(fresh);
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
      return folder;
    } catch (IOException e) {
      throw new Unsupported("%s is not here, so nothing is compared with it: %s".formatted(
          peer.label(), e.getMessage()));
    }
  }

  private static void fetch(String artifact, Path folder) throws IOException {
    String maven = Optional.ofNullable(System.getenv("JACQUARD_MAVEN")).orElse("mvn");
    Path log = folder.resolve("maven.log");
    ProcessBuilder builder = new ProcessBuilder(maven, "-q", "-B", COPY, "-Dartifact=" + artifact,
        "-DoutputDirectory=" + folder).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    if (builder.start().onExit().join().exitValue() != 0) {
      throw new IOException("Maven cannot fetch %s: %s".formatted(artifact,
          Files.readString(log).lines().filter(line -> line.contains("ERROR")).findFirst()
              .orElse("no reason given")));
    }
  }

  /** The libraries of every jar in the folder, all into the folder itself. */
  private static void unpack(Path folder) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    for (Path jar : jars) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
          unpack(zip, entry, folder);
        }
      }
      Files.delete(jar);
    }
  }

  private static void unpack(ZipFile zip, ZipEntry entry, Path folder) throws IOException {
    String name = Path.of(entry.getName()).getFileName().toString();
    if (name.matches("lib.*\\.so[.\\d]*") && !name.startsWith("libjni")) {
      try (InputStream content = zip.getInputStream(entry)) {
        Files.copy(content, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}

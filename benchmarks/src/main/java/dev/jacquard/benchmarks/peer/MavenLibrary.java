package dev.jacquard.benchmarks.peer;

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
 * The native libraries inside a jar that Maven fetches.
 *
 * @param artifact its coordinates
 * @param megabytes the size of the jar
 */
record MavenLibrary(String artifact, int megabytes) implements Provision {

  private static final String COPY =
      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";

  @Override
  public String key() {
    return artifact.replaceAll("[^\\w.+-]", "_");
  }

  @Override
  public void provide(Path folder) throws IOException {
    String maven = Optional.ofNullable(System.getenv("JACQUARD_MAVEN")).orElse("mvn");
    ProcessBuilder builder = new ProcessBuilder(maven, "-q", "-B", COPY, "-Dartifact=" + artifact,
        "-DoutputDirectory=" + folder).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Provision.run(builder);
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    for (Path jar : jars) {
      unpack(jar, folder);
      Files.delete(jar);
    }
    Provision.made(folder, artifact.replaceAll(":jar.*", ""));
  }

  /** The libraries of a jar, all into the folder itself. */
  private static void unpack(Path jar, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> entries = zip.stream().toList();
      for (ZipEntry entry : entries) {
        String name = Path.of(entry.getName()).getFileName().toString();
        if (name.matches("lib.*\\.so[.\\d]*") && !name.startsWith("libjni")) {
          try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }
}

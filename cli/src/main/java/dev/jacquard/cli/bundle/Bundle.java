package dev.jacquard.cli.bundle;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The archive: a folder {@code jacquard} with {@code java}, {@code jars}, {@code lib} (the loader),
 * {@code licences}, the start script and a page about it.
 */
public final class Bundle {

  private static final String ROOT = "jacquard";

  private Bundle() {}

  /**
   * Writes it.
   *
   * @param archive a file that ends in {@code .tar.gz} or {@code .tar.xz}
   * @param loader the OpenCL loader to take; without it this machine's
   * @throws UserError where a part or a program to make it is missing, or the disk is full
   * @throws Unsupported elsewhere than on x86-64 Linux
   */
  public static void write(Path archive, Optional<Path> loader, Consumer<String> talk) {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      throw new Unsupported("A bundle is made on x86-64 Linux, of the Java and the OpenCL loader "
          + "there; this is " + System.getProperty("os.name") + " on "
          + System.getProperty("os.arch") + ". Make it there.");
    }
    try {
      Path folder = Files.createTempDirectory("jacquard-bundle");
      try {
        fill(Files.createDirectory(folder.resolve(ROOT)), loader, talk);
        talk.accept("packing");
        pack(folder, archive);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UserError("The bundle cannot be made: %s. Mend that and try again.".formatted(
              e), e);
    }
  }

  private static void fill(Path root, Optional<Path> loader, Consumer<String> talk)
      throws IOException {
    Path lib = Files.createDirectory(root.resolve("lib"));
    Loader.copyTo(lib, loader);
    Path licences = Files.createDirectory(root.resolve("licences"));
    Loader.copyLicences(licences);
    copy("/META-INF/THIRD-PARTY", licences.resolve("THIRD-PARTY"), Map.of());
    talk.accept("making a Java with jlink");
    JavaImage.make(root.resolve("java"));
    talk.accept("copying jars");
    Jars.copyTo(Files.createDirectory(root.resolve("jars")));
    Map<String, String> words = Map.of("@JAVA_LIBC@", Libc.needed(root.resolve("java")),
        "@LOADER_LIBC@", Libc.needed(lib.resolve(Loader.NAME)));
    copy("README", root.resolve("README"), words);
    copy("jacquard.sh", root.resolve("jacquard"), words);
    if (!root.resolve("jacquard").toFile().setExecutable(true, false)) {
      throw new IOException("cannot make the start script executable");
    }
  }

  private static void copy(String resource, Path to, Map<String, String> words)
      throws IOException {
    try (InputStream in = Bundle.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new CompilerBug("the resource " + resource + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> word : words.entrySet()) {
        text = text.replace(word.getKey(), word.getValue());
      }
      Files.writeString(to, text);
    }
  }

  private static void pack(Path folder, Path archive) {
    String compress = archive.toString().endsWith(".xz") ? "xz -6" : "gzip -9n";
    Tool.run(List.of("tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner",
        "--mtime=2025-01-01 00:00Z", "--mode=go+rX", "-I", compress, "-cf",
        archive.toAbsolutePath().toString(), "-C", folder.toString(), ROOT));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

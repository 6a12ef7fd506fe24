package dev.jacquard.cli.bundle;

import dev.jacquard.dsl.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Java that holds what the program needs, made by the JDK's jlink. */
final class JavaImage {

  /**
   * What jdeps finds in the jars, without java.desktop, which is a fifth of the whole and serves
   * pictures only; the Vector API and the compiler with its reader of jars, for the jvm device.
   */
  private static final List<String> MODULES = List.of("java.base", "java.compiler", "java.logging",
      "java.management", "java.sql", "jdk.compiler", "jdk.incubator.vector", "jdk.unsupported",
      "jdk.zipfs");

  private JavaImage() {}

  /**
   * Makes the folder {@code image}. Its classes are not compressed: the archive does that better.
   *
   * @throws UserError where the running Java is no JDK
   */
  static void make(Path image) {
    Path home = Path.of(System.getProperty("java.home"));
    Path jlink = home.resolve("bin/jlink");
    if (!Files.isExecutable(jlink)) {
      throw new UserError(("%s has no bin/jlink, which makes the Java of a bundle. Install a whole "
          + "JDK, such as openjdk-25-jdk, and set JAVA_HOME to it.").formatted(home));
    }
    Tool.run(List.of(jlink.toString(), "--add-modules", String.join(",", MODULES),
        "--strip-debug", "--no-header-files", "--no-man-pages", "--compress", "zip-0",
        "--exclude-files", "**/ct.sym", "--output", image.toString()));
  }
}

package dev.jacquard.cli.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The C library that native code asks for. */
final class Libc {

  private static final Pattern VERSION = Pattern.compile("GLIBC_2\\.(\\d+)");

  private Libc() {}

  /** The least glibc, {@code 2.N}, for a library or all in a folder: the symbols that they name. */
  static String needed(Path path) throws IOException {
    List<Path> libraries;
    try (Stream<Path> files = Files.walk(path)) {
      libraries = files.filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().contains(".so")).toList();
    }
    int most = 0;
    for (Path library : libraries) {
      most = Math.max(most, minor(Files.readString(library, StandardCharsets.ISO_8859_1)));
    }
    return "2." + most;
  }

  static int minor(String text) {
    return VERSION.matcher(text).results().mapToInt(found -> Integer.parseInt(found.group(1)))
        .max().orElse(0);
  }
}

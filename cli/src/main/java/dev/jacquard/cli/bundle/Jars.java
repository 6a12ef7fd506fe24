package dev.jacquard.cli.bundle;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The class path, cut to what runs on x86-64 Linux. */
final class Jars {

  /** Nothing of Scala is ever called. */
  private static final List<String> LEFT_OUT = List.of("scala-library-");

  private static final List<String> NATIVE = List.of(".so", ".dll", ".dylib", ".jnilib", ".a");

  private static final long YEAR_2025 = 1_735_689_600_000L;

  private Jars() {}

  /** Copies the jars of this program to {@code folder}; folders of classes become jars. */
  static void copyTo(Path folder) throws IOException {
    int number = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        pack(path, folder.resolve("classes-" + number++ + ".jar"));
      } else if (Files.isRegularFile(path) && entry.endsWith(".jar") && isWanted(path)) {
        cut(path, folder.resolve(path.getFileName()));
      }
    }
  }

  private static boolean isWanted(Path jar) {
    return LEFT_OUT.stream().noneMatch(jar.getFileName().toString()::startsWith);
  }

  /** Whether an entry of a jar can be used on x86-64 Linux with glibc. */
  static boolean isUseful(String entry) {
    String name = entry.toLowerCase(Locale.ROOT);
    return NATIVE.stream().noneMatch(name::endsWith) || name.contains("linux")
        && (name.contains("x86_64") || name.contains("amd64")) && !name.contains("musl");
  }

  static void cut(Path jar, Path target) throws IOException {
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(target))) {
      for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements();) {
        ZipEntry entry = all.nextElement();
        if (isUseful(entry.getName())) {
          put(to, entry.getName());
          from.getInputStream(entry).transferTo(to);
        }
      }
    }
  }

  private static void pack(Path folder, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(folder);
        OutputStream file = Files.newOutputStream(target);
        ZipOutputStream to = new ZipOutputStream(file)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        put(to, folder.relativize(each).toString());
        Files.copy(each, to);
      }
    }
  }

  private static void put(ZipOutputStream to, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(YEAR_2025);
    to.putNextEntry(entry);
  }
}

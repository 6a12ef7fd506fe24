package dev.jacquard.tune.worker;

import dev.jacquard.schedule.backend.Target;
import java.io.File;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How a JVM that this one starts is started. */
public final class CommandLine {
  private static final long MEGABYTE = 1L << 20;

  private CommandLine() {}

  /**
   * @param folder where the data lies and the worker runs
   * @param dataBytes the size of all inputs and outputs
   */
  static List<String> of(Path folder, Target target, long dataBytes) {
    List<String> command = java();
    command.addAll(List.of("-Xmx512m", "-XX:MaxDirectMemorySize=" + directMegabytes(dataBytes),
        "-XX:ErrorFile=" + folder.resolve("crash-%p.log")));
    if (!runsInTheJvm(target)) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(List.of(WorkerMain.class.getName(), folder.toString()));
    return command;
  }

  /** A JVM with this one's program and settings, whose crash leaves no core; without a class. */
  public static List<String> java() {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
        "--enable-native-access=ALL-UNNAMED", "-XX:-CreateCoredumpOnCrash",
        "-XX:+DisplayVMOutputToStderr",
        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
    command.addAll(properties());
    command.addAll(List.of("-cp", classPath()));
    return command;
  }

  /** Where the worker's own compiler makes the code that is timed, it must be the best one. */
  static boolean runsInTheJvm(Target target) {
    return switch (target.kind()) {
      case JVM, INTERPRETER -> true;
      case CPU, GPU -> false;
    };
  }

  /** Copies in the layouts of two candidates, padded, may be alive at a time. */
  private static String directMegabytes(long dataBytes) {
    return 256 + 6 * dataBytes / MEGABYTE + "m";
  }

  private static List<String> properties() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("jacquard.")).sorted()
        .map(name -> "-D" + name + "=" + System.getProperty(name)).toList();
  }

  /**
   * The parent's class path, and what its class loaders know beside it: in notebooks and test
   * runners these hold the program.
   */
  static String classPath() {
    Set<String> entries = new LinkedHashSet<>();
    addAll(WorkerMain.class.getClassLoader(), entries);
    addAll(Thread.currentThread().getContextClassLoader(), entries);
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .forEach(entry -> entries.add(Path.of(entry).toAbsolutePath().toString()));
    return String.join(File.pathSeparator, entries);
  }

  private static void addAll(ClassLoader innermost, Set<String> entries) {
    for (ClassLoader loader = innermost; loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader known) {
        Stream.of(known.getURLs()).filter(url -> url.getProtocol().equals("file"))
            .forEach(url -> entries.add(Path.of(URI.create(url.toString())).toString()));
      }
    }
  }
}

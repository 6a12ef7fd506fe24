package dev.jacquard.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A bundle in a folder, on a machine whose PATH is the folder `bin`: all that the script needs,
/// and no Java.
final class Unpacked {

  /// What a command left.
  record Result(int exit, String out, String err) {}

  private static final List<String> TOOLS = List.of("readlink", "dirname", "uname", "getconf",
      "head", "mkdir", "chmod", "rm", "cp", "mv", "mkfifo", "tee", "sed", "grep",
      "ld");
  private static final List<String> OURS = List.of("junit", "archunit", "opentest4j", "apiguardian",
      "test-classes", "surefire");

  private final Path folder;

  private Unpacked(Path folder) {
    this.folder = folder;
  }

  /// Makes and unpacks it.
  static Unpacked in(Path folder) throws IOException, InterruptedException {
    Unpacked bundle = new Unpacked(folder);
    Result made = bundle.run(Map.of(), List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath(),
        "dev.jacquard.cli.Main", "bundle", "--out", bundle.archive().toString()));
    assertEquals(0, made.exit(), made.err());
    Result unpacked = bundle.run(Map.of(), List.of("/bin/tar", "-xf", bundle.archive().toString(),
        "-C", folder.toString()));
    assertEquals(0, unpacked.exit(), unpacked.err());
    Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("home"));
    for (String tool : TOOLS) {
      bundle.remember(tool);
    }
    return bundle;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> OURS.stream().noneMatch(entry::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  Path archive() {
    return folder.resolve("bundle.tar.gz");
  }

  /// A command on the PATH: the body of a shell script.
  void command(String name, String body) throws IOException {
    Path file = folder.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  void forget(String command) throws IOException {
    Files.delete(folder.resolve("bin").resolve(command));
  }

  /// The machine's own one, for the first time or again.
  void remember(String command) throws IOException {
    command(command, "PATH=/usr/bin:/bin exec " + command + " \"$@\"");
  }

  /// Runs the words of a line with more variables in an otherwise empty environment.
  Result jacquard(Map<String, String> more, String line) throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(Map.of("PATH", folder.resolve("bin").toString(),
        "HOME", folder.resolve("home").toString(), "JACQUARD_NO_AOT", "1"));
    environment.putAll(more);
    List<String> command = new ArrayList<>(List.of("/bin/sh",
        folder.resolve("jacquard/jacquard").toString()));
    command.addAll(List.of(line.split(" ")));
    return run(environment, command);
  }

  private Result run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
        .redirectError(folder.resolve("err").toFile());
    if (!environment.isEmpty()) {
      builder.environment().clear();
      builder.environment().putAll(environment);
    }
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out, Files.readString(folder.resolve("err")));
  }
}

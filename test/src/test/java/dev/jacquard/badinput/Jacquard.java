package dev.jacquard.badinput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The program behind the launcher, started in a folder.
final class Jacquard {

  /// What a process left.
  record Result(int exit, String out, String err) {

    /// The one JSON object that stdout must consist of.
    JsonNode json() {
      if (out.lines().count() != 1) {
        throw new AssertionError("stdout is not one line: " + out + err);
      }
      return new JsonMapper().readTree(out);
    }

    /// The value of a string field.
    String text(String field) {
      return json().get(field).asString();
    }
  }

  private final Path folder;
  private final ProcessBuilder builder = new ProcessBuilder();

  Jacquard(Path folder) {
    this.folder = folder;
    builder.directory(folder.toFile()).redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile());
    builder.environment().putAll(Map.of("XDG_DATA_HOME", folder.toString()));
  }

  /// This program on a machine whose OpenCL loader finds no driver.
  Jacquard withoutOpenCl() {
    builder.environment().put("OCL_ICD_VENDORS", folder.resolve("no-drivers").toString());
    return this;
  }

  Jacquard writingTo(Path out) {
    builder.redirectOutput(out.toFile());
    return this;
  }

  /// This program with a stderr that is read while it runs, and not kept.
  Jacquard tellingLive() {
    builder.redirectError(ProcessBuilder.Redirect.PIPE);
    return this;
  }

  /// Starts the words of a line; stdout and stderr go to the files `out` and `err` of the folder.
  Process start(String line) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"), "dev.jacquard.cli.Main"));
    command.addAll(List.of(line.split(" ")));
    return builder.command(command).start();
  }

  /// What a process that has ended or will do so left.
  Result end(Process process) throws IOException, InterruptedException {
    int exit = process.waitFor();
    return new Result(exit, read("out"), read("err"));
  }

  Result run(String line) throws IOException, InterruptedException {
    return end(start(line));
  }

  String read(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readString(path) : "";
  }
}

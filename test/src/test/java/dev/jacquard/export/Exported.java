package dev.jacquard.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.cli.Console;
import dev.jacquard.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// A folder that `export` filled.
record Exported(Path folder) {

  /// What a command line or a process did.
  record Ran(int code, String out, String err) {}

  /// The command, without the user's database.
  static Ran command(String line, Path out) {
    var stdout = new ByteArrayOutputStream();
    var stderr = new ByteArrayOutputStream();
    List<String> words = new ArrayList<>(List.of(("export " + line).split(" ")));
    words.addAll(List.of("--out", out.toString(), "--db", "target/no-such-folder/none.db"));
    int code = Main.run(words.toArray(String[]::new),
        new Console(stream(stdout), stream(stderr), false, false));
    return new Ran(code, stdout.toString(StandardCharsets.UTF_8),
        stderr.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  static Exported of(String line, Path out) {
    Ran ran = command(line, out);
    assertEquals(0, ran.code(), ran.err());
    return new Exported(out);
  }

  /// Compiles all that was exported, and `more` files, without a warning.
  void compile(Path... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-proc:none", "-d",
        folder.resolve("classes").toString(), "-cp", library()));
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(f -> words.add("" + f));
    }
    Stream.of(more).forEach(file -> words.add(file.toString()));
    var log = new ByteArrayOutputStream();
    int code = ToolProvider.getSystemJavaCompiler().run(null, log, log,
        words.toArray(String[]::new));
    assertEquals(0, code, log.toString(StandardCharsets.UTF_8));
  }

  /// JOCL's jar, if it is needed, and nothing else.
  private String library() throws IOException {
    if (!Files.isDirectory(folder.resolve("lib"))) {
      return folder.toString();
    }
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      List<Path> all = jars.toList();
      assertEquals(1, all.size(), all.toString());
      assertTrue(all.getFirst().getFileName().toString().startsWith("jocl-"), all.toString());
      return all.getFirst().toString();
    }
  }

  /// Runs a class in a process of its own, in the folder.
  Ran run(String type) throws Exception {
    String path = String.join(":", "classes", ".", library());
    return process(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
        path, type);
  }

  Ran process(String... command) throws Exception {
    Path out = folder.resolveSibling("out.txt");
    Path err = folder.resolveSibling("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
        .redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    int code = builder.start().waitFor();
    return new Ran(code, Files.readString(out), Files.readString(err));
  }

  String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }
}

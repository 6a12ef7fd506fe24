package dev.jacquard.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A made-up machine in a folder: `bin` is its PATH, `jvm` its JDKs, `icd` its OpenCL drivers and
/// `checkout` a built Jacquard whose program is a list of one jar, `app.jar`.
final class Machine {

  /// What a run of the launcher left.
  record Result(int exit, String out, String err) {}

  private static final List<String> TOOLS =
      List.of("readlink", "dirname", "find", "mkdir", "touch", "flock", "grep");

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  Machine(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      command(tool, "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
    }
    Files.createDirectories(folder.resolve("jvm"));
    Files.createDirectories(folder.resolve("icd"));
    createCheckout();
    environment.put("PATH", folder.resolve("bin").toString());
    environment.put("JACQUARD_JVMS", folder.resolve("jvm").toString());
    environment.put("JACQUARD_ICDS", folder.resolve("icd").toString());
    environment.put("JACQUARD_NO_AOT", "1");
  }

  private void createCheckout() throws IOException {
    Path script = Path.of("").toAbsolutePath().resolveSibling("jacquard");
    Path home = folder.resolve("checkout/cli/target/launcher");
    Files.createDirectories(home.resolve("app.1"));
    Files.copy(script, folder.resolve("checkout/jacquard"));
    Files.writeString(folder.resolve("checkout/pom.xml"), "");
    Files.writeString(home.resolve("app.1/class-path"), "app.jar\n");
    Files.writeString(home.resolve("current"), "1\n");
    Files.writeString(home.resolve("stamp"), "");
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /// A command on the PATH: the body of a shell script.
  final void command(String name, String body) throws IOException {
    script(folder.resolve("bin").resolve(name), body);
  }

  /// A JDK whose `java` prints the JDK's name and its arguments.
  Path jdk(String name, String version) throws IOException {
    Path jdk = folder.resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(jdk.resolve("bin/java"), "echo " + name + " \"$@\"");
    script(jdk.resolve("bin/javac"), "exit 1");
    return jdk;
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  Result jacquard(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh",
        folder.resolve("checkout/jacquard").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.redirectError(folder.resolve("err").toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out, Files.readString(folder.resolve("err")));
  }
}

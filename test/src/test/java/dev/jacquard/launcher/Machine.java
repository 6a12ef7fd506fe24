package dev.jacquard.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A made-up machine in a folder: `bin` is its PATH, `jvm` its JDKs, `icd` its OpenCL drivers,
/// `home` the user's home (user 1000, who cannot install packages), and
/// `checkout` a built Jacquard whose program is one jar, `app.jar`. Its OpenCL loader takes every
/// driver whose name does not begin with `missing`.
final class Machine {

  /// What a run of the launcher left; the machine's folder is printed as `~`.
  record Result(int exit, String out, String err) {}

  /// The commands that a bare machine has.
  private static final List<String> TOOLS = List.of("cat", "chmod", "cp", "dirname", "find",
      "flock", "grep", "gzip", "head", "ln", "ls", "mkdir", "mv", "readlink", "rm", "sed",
      "sha256sum", "sort", "tail", "tar", "timeout", "touch", "tr", "uniq");

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  Machine(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      command(tool, "PATH=/usr/bin:/bin exec " + tool + " \"$@\"");
    }
    command("id", "echo 1000");
    command("uname", "echo x86_64");
    command("env", """
        case $* in
          *' missing'*) exit 127 ;;
          *LD_PRELOAD*) for name in m c gcc_s; do echo " => /lib/lib$name.so.6 (0x1)"; done ;;
          *) shift; "$@" ;;
        esac""");
    freeSpace("100000000");
    for (String each : List.of("jvm", "icd", "home")) {
      Files.createDirectories(folder.resolve(each));
    }
    createCheckout();
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("PATH", folder.resolve("bin").toString());
    environment.put("JACQUARD_JVMS", folder.resolve("jvm").toString());
    environment.put("JACQUARD_OPT", folder.resolve("opt").toString());
    environment.put("JACQUARD_ICDS", folder.resolve("icd").toString());
    environment.put("JACQUARD_NO_AOT", "1");
  }

  private void createCheckout() throws IOException {
    Path source = Path.of("").toAbsolutePath().getParent();
    Path home = folder.resolve("checkout/cli/target/launcher");
    Files.createDirectories(home.resolve("app.1"));
    Files.createDirectories(folder.resolve("checkout/launcher"));
    for (String file : List.of("jacquard", "launcher/jdk.sh", "launcher/opencl.sh",
        "launcher/build.sh")) {
      Files.copy(source.resolve(file), folder.resolve("checkout").resolve(file));
    }
    Files.writeString(folder.resolve("checkout/pom.xml"), "");
    Files.writeString(home.resolve("app.1/class-path"), "app.1/app.jar\n");
    Files.writeString(home.resolve("current"), "1\n");
    Files.writeString(home.resolve("stamp"), "");
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  void unset(String variable) {
    environment.remove(variable);
  }

  /// What the JDK at `jdk` prints when it is started as the launcher does.
  static String started(String jdk, String arguments) {
    return "~/" + jdk + " -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Xlog:disable"
        + " -Xlog:all=error:stderr -Djava.io.tmpdir=~/home/.cache/jacquard/tmp"
        + " -cp ~/checkout/cli/target/launcher/app.1/app.jar dev.jacquard.cli.Main " + arguments
        + "\n";
  }

  /// A command on the PATH: the body of a shell script.
  final void command(String name, String body) throws IOException {
    script(folder.resolve("bin").resolve(name), body);
  }

  /// Makes this many kB be free on every disk.
  void freeSpace(String kilobytes) throws IOException {
    command("df", "echo title; echo disk 0 0 " + kilobytes + " 0% /");
  }

  /// A JDK whose `java` prints the JDK's place and its arguments, and what it sees of OpenCL, and
  /// makes the ahead-of-time cache that it is asked for.
  Path jdk(String name, String version) throws IOException {
    Path jdk = folder.resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), """
        JAVA_VERSION="%s"
        JAVA_RUNTIME_VERSION="%s+1"
        """.formatted(version, version));
    script(jdk.resolve("bin/java"), """
        for each; do
          case $each in -XX:AOTCacheOutput=*) echo cache >"${each#*=}" ;; esac
        done
        echo "${0%/bin/java}" "$@"
        [ -z "${OCL_ICD_VENDORS:-}" ] ||
          echo "drivers in $OCL_ICD_VENDORS, libraries in $LD_LIBRARY_PATH" >&2
        """);
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
    return new Result(process.waitFor(), shown(out),
        shown(Files.readString(folder.resolve("err"))));
  }

  private String shown(String text) {
    return text.replace(folder.toString(), "~");
  }
}

package dev.jacquard.notebooks;

import dev.jacquard.dsl.UserError;
import dev.jacquard.tune.worker.CommandLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The process in which a notebook runs, seen from its parent, which outlives whatever cells do. */
final class KernelProcess implements AutoCloseable {

  private static final int INTERRUPTED = 130;
  private static final long PATIENCE_SECONDS = 2;
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final BufferedReader messages;
  private final Consumer<String> talk;
  private final Thread errors;
  private final Thread hook = new Thread(this::stop, "notebook-stop");
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);

  /** @param talk takes the lines that cells, libraries and drivers print beside their results */
  KernelProcess(Path notebook, Consumer<String> talk) {
    this.talk = talk;
    if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
      throw new UserError("Notebooks run in JShell, which this Java runtime lacks. Set JAVA_HOME "
          + "to a JDK 25 or newer.");
    }
    try {
      process = new ProcessBuilder(command(notebook)).start();
    } catch (IOException e) {
      throw new UserError("Java does not start: " + e.getMessage() + ". Set JAVA_HOME to a JDK.",
          e);
    }
    Runtime.getRuntime().addShutdownHook(hook);
    messages = reader(process.getInputStream());
    errors = Thread.ofPlatform().daemon().name("notebook-talk").start(this::passErrors);
  }

  private static List<String> command(Path notebook) {
    List<String> command = CommandLine.java();
    command.addAll(List.of("-XX:ErrorFile=/dev/null", KernelMain.class.getName(),
        notebook.toAbsolutePath().toString()));
    return command;
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private void passErrors() {
    try (BufferedReader lines = reader(process.getErrorStream())) {
      lines.lines().forEach(talk);
    } catch (IOException | UncheckedIOException _) {
      // The channel of a killed process: its end is all there is to say.
    }
  }

  /** The next message; none once the process has ended. */
  Optional<JsonNode> next() {
    try {
      String line = messages.readLine();
      while (line != null && !line.startsWith(KernelMain.MARK)) {
        talk.accept(line);
        line = messages.readLine();
      }
      return Optional.ofNullable(line)
          .map(text -> JSON.readTree(text.substring(KernelMain.MARK.length())));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** This JVM was asked to end. */
  private void stop() {
    process.destroyForcibly();
    stopped.countDown();
    await(told);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Says {@code farewell} and never returns if the process ended because this JVM was asked to; an
   * interrupt from the keyboard goes to both, in any order.
   */
  void endIfInterrupted(String farewell) {
    if (exitCode() == INTERRUPTED ? await(stopped) : stopped.getCount() == 0) {
      talk.accept(farewell);
      told.countDown();
      while (true) {
        LockSupport.park();
      }
    }
  }

  /** The exit code of a process that has ended, after all that it said was passed on. */
  int exitCode() {
    try {
      errors.join();
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The hook runs already: this JVM ends.
    }
  }
}

package dev.jacquard.tune.worker;

import dev.jacquard.dsl.CompilerBug;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One running worker, seen from its parent. Used by one thread, but for {@link #kill}. */
final class WorkerProcess {
  /** Stays in the queue: whoever asks a dead worker sees that it is. */
  private static final String END = "";
  private static final int LAST_WORDS = 4;
  private static final int MOST_ANSWERS = 4;

  private final Process process;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final Deque<String> lastWords = new ArrayDeque<>();
  private final Thread errors;

  /** Starts without waiting for it to be ready. */
  WorkerProcess(List<String> command, Path folder) {
    try {
      process = new ProcessBuilder(command).directory(folder.toFile()).start();
    } catch (IOException e) {
      throw new CompilerBug("The worker process does not start: " + command, e);
    }
    errors = pump(process.getErrorStream(), this::remember, () -> {});
    pump(process.getInputStream(), this::hear, () -> answers.add(END));
  }

  private static Thread pump(InputStream from, Consumer<String> to, Runnable end) {
    return Thread.ofPlatform().daemon().name("worker-output").start(() -> {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
        for (String line = line(in); line != null; line = line(in)) {
          to.accept(line);
        }
      } catch (IOException _) {
        // The channel of a killed process: its end is all there is to say.
      } finally {
        end.run();
      }
    });
  }

  /** The next line, of one that is too long its beginning; null at the end. */
  private static String line(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() < Wire.LONGEST) {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** One answer is awaited at most: more of them are what a kernel printed. */
  private void hear(String line) {
    if (line.startsWith(WorkerMain.MARK) && answers.size() < MOST_ANSWERS) {
      answers.add(line);
    } else {
      remember(line);
    }
  }

  private void remember(String line) {
    synchronized (lastWords) {
      if (!line.isBlank()) {
        lastWords.add(line.strip());
      }
      if (lastWords.size() > LAST_WORDS) {
        lastWords.remove();
      }
    }
  }

  /** Sends a line; a dead worker shows at the next {@link #answer}. */
  void send(String line) {
    synchronized (lastWords) {
      lastWords.clear();
    }
    answers.removeIf(stale -> !stale.equals(END));
    try {
      OutputStream out = process.getOutputStream();
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException _) {
      process.destroy();
    }
  }

  /** What came in place of an answer when {@code text} is empty. */
  record Answer(Optional<String> text, boolean died) {}

  /** The next answer, without its mark; none if it died or if the time passed first. */
  Answer answer(long nanos) throws InterruptedException {
    String line = answers.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    if (line == null) {
      return new Answer(Optional.empty(), false);
    }
    if (line.equals(END)) {
      answers.add(END);
      return new Answer(Optional.empty(), true);
    }
    return new Answer(Optional.of(line.substring(WorkerMain.MARK.length())), false);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** From any thread: ends the process at once; whoever waits for an answer sees it dead. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for a killed process to be gone; a driver may hold on to it, so not for ever. */
  void awaitEnd() {
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
  }

  /** How a dead worker ended, and what it said last. */
  String obituary() throws InterruptedException {
    int code = process.waitFor();
    errors.join();
    synchronized (lastWords) {
      return "The worker process ended with exit code " + code
          + (lastWords.isEmpty() ? "." : ": " + String.join(" | ", lastWords));
    }
  }
}

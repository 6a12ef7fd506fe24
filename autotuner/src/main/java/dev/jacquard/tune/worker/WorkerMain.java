package dev.jacquard.tune.worker;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The main class of a worker process: one JSON line in, one out, until the input ends. The argument
 * is the folder of the inputs and expected outputs. Answers begin with {@link #MARK}, because
 * drivers may print on the same channel; everything else goes to stderr.
 *
 * <p>The process ends with its parent, even while a kernel runs for ever: a thread of its own reads
 * the input. An interrupt from the keyboard is the parent's affair and is ignored.
 */
public final class WorkerMain {
  static final String MARK = "@jacquard ";
  static final String READY = MARK + "ready";
  private static final long STACK = 256L << 20;

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final PrintStream answers;

  private WorkerMain(PrintStream answers) {
    this.answers = answers;
  }

  public static void main(String[] arguments) {
    PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true,
        StandardCharsets.UTF_8);
    System.setOut(System.err);
    WorkerMain worker = new WorkerMain(answers);
    Runtime.getRuntime().addShutdownHook(new Thread(WorkerMain::waitForParent));
    Thread reader = new Thread(worker::readRequests, "requests");
    reader.setDaemon(true);
    reader.start();
    new Thread(null, () -> worker.serve(Path.of(arguments[0])), "jobs", STACK).start();
  }

  /** Keeps an interrupted process alive: running threads go on while shutdown hooks wait. */
  private static void waitForParent() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException _) {
      Runtime.getRuntime().halt(1);
    }
  }

  private void readRequests() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      in.lines().forEach(requests::add);
    } catch (IOException e) {
      System.err.println(e);
    }
    Runtime.getRuntime().halt(0);
  }

  private void serve(Path data) {
    try {
      Job job = new Job(Dataset.open(data));
      answers.println(READY);
      while (true) {
        Request request = Request.parse(requests.take());
        answers.println(MARK + Wire.write(job.perform(request)));
      }
    } catch (Exception | Error e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }
}

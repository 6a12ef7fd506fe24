package dev.jacquard.tune.worker;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A worker that outlives its processes: a dead one is replaced at the next request. */
final class Worker implements AutoCloseable {
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final List<String> command;
  private final Path folder;
  private volatile WorkerProcess process;
  private volatile boolean abandoned;
  private boolean ready;
  /** The process was killed, though it may not be gone yet. */
  private boolean killed;

  Worker(List<String> command, Path folder) {
    this.command = command;
    this.folder = folder;
    this.process = new WorkerProcess(command, folder);
  }

  /**
   * Performs a request.
   *
   * @param limitNanos after this the process is killed, and the outcome is a timeout
   * @param deadline on the clock of {@code System.nanoTime}: after this the process is killed
   * @return nothing if the deadline passed or {@link #abandon} was called first
   */
  synchronized Optional<Outcome> perform(Request request, long limitNanos, long deadline)
      throws InterruptedException {
    long start = System.nanoTime();
    if (abandoned || deadline - start <= 0) {
      return Optional.empty();
    }
    start();
    return exchange(request, limitNanos, deadline)
        .map(outcome -> outcome.within((System.nanoTime() - start) / 1_000_000));
  }

  private Optional<Outcome> exchange(Request request, long limitNanos, long deadline)
      throws InterruptedException {
    process.send(Wire.write(request));
    long left = deadline - System.nanoTime();
    WorkerProcess.Answer answer = process.answer(Math.min(limitNanos, left));
    try {
      if (answer.text().isPresent()) {
        return answer.text().map(Outcome::parse);
      }
    } catch (UserError e) {
      kill();
      return Optional.of(Outcome.failed(Status.CRASHED, e.getMessage()));
    }
    kill();
    return abandoned || !answer.died() && left < limitNanos ? Optional.empty()
        : Optional.of(failure(answer, limitNanos));
  }

  private void kill() {
    process.kill();
    killed = true;
  }

  private Outcome failure(WorkerProcess.Answer answer, long limitNanos)
      throws InterruptedException {
    return answer.died() ? Outcome.failed(Status.CRASHED, process.obituary())
        : Outcome.failed(Status.TIMED_OUT,
            "No answer within %.1f s.".formatted(limitNanos / 1e9));
  }

  private void start() throws InterruptedException {
    if (killed || !process.isAlive()) {
      process = new WorkerProcess(command, folder);
      killed = false;
      ready = false;
    }
    if (abandoned) {
      process.kill();
    }
    if (!ready && !abandoned) {
      awaitReady();
    }
  }

  private void awaitReady() throws InterruptedException {
    WorkerProcess.Answer answer = process.answer(START_NANOS);
    ready = answer.text().isPresent();
    if (!ready && !abandoned) {
      process.kill();
      throw new CompilerBug("The worker process does not start. " + process.obituary()
          + " Its command: " + String.join(" ", command) + ".");
    }
  }

  /** The id of the running process. */
  long pid() {
    return process.pid();
  }

  /** From any thread: kills the process; this and later requests end without an outcome. */
  void abandon() {
    abandoned = true;
    process.kill();
  }

  /** Kills the process and waits until it is gone. */
  @Override
  public void close() {
    abandon();
    process.awaitEnd();
  }
}

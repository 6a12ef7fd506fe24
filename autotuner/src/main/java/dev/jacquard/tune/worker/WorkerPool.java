package dev.jacquard.tune.worker;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Device;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The worker processes of a tuning run. Builds go to all of them at the same time, because drivers
 * build one program at a time in a process; a measurement has the machine to itself: while it runs
 * no build does, and the other workers wait for input.
 *
 * <p>Candidates may crash, hang or compute wrongly: that is their outcome, and the next request
 * finds a fresh process.
 */
public final class WorkerPool implements AutoCloseable {
  private static final long STACK = 256L << 20;
  private static final long JVM_WARM_UP_NANOS = 300_000_000;

  private final Path folder;
  private final Device device;
  private final List<Worker> workers;
  private final BlockingQueue<Worker> idle;
  private final ExecutorService builders;
  /** Builds share it, a measurement has it alone. */
  private final ReadWriteLock machine = new ReentrantReadWriteLock(true);
  private final AtomicLong files = new AtomicLong();

  private WorkerPool(Path folder, Device device, int size, long dataBytes) {
    this.folder = folder;
    this.device = device;
    List<String> command = CommandLine.of(folder, device.target(), dataBytes);
    this.workers = IntStream.range(0, size).mapToObj(_ -> new Worker(command, folder)).toList();
    this.idle = new ArrayBlockingQueue<>(size, false, workers);
    this.builders = Executors.newFixedThreadPool(size, job -> {
      Thread thread = new Thread(null, job, "tuning-build", STACK);
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Writes the data for the workers to a temporary folder, and starts them.
   *
   * @param size how many processes build at the same time
   * @param inputs the arguments of every run, by name
   * @param outputs what the runs must compute
   */
  public static WorkerPool start(Device device, int size, Map<String, Tensor> inputs,
      List<Expected> outputs) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("jacquard-tune-");
      Dataset.write(folder, inputs, outputs);
    } catch (IOException e) {
      throw new UserError("Cannot write the tuning run's data to %s: %s. It needs %d MB there; "
          .formatted(folder == null ? System.getProperty("java.io.tmpdir") : folder,
              e.getMessage(), bytes(inputs, outputs) >> 20)
          + "name another place by XDG_CACHE_HOME (in a program, java -Djava.io.tmpdir).",
          e);
    }
    return new WorkerPool(folder, device, size, bytes(inputs, outputs));
  }

  private static long bytes(Map<String, Tensor> inputs, List<Expected> outputs) {
    return Stream.concat(inputs.values().stream(), outputs.stream().map(Expected::values))
        .mapToLong(tensor -> tensor.segment().byteSize()).sum();
  }

  public int size() {
    return workers.size();
  }

  /**
   * Compiles an artifact and runs it once, in any of the workers, after those asked for before.
   *
   * @param limitNanos for the build and the run
   * @param deadline on the clock of {@code System.nanoTime}
   * @return no outcome if the deadline passed or the pool was abandoned first
   */
  public CompletableFuture<Optional<Outcome>> build(Artifact artifact, long limitNanos,
      long deadline) {
    return CompletableFuture.supplyAsync(() -> holding(machine.readLock(), () -> {
      Worker worker = idle.take();
      try {
        return send(worker, artifact, Request.build(device), limitNanos, deadline);
      } finally {
        idle.add(worker);
      }
    }), builders);
  }

  /**
   * Times an artifact with the machine to itself, and compares its results; waits for all builds.
   *
   * @param bestNanos the fastest candidate so far; one that takes three times as long is not timed
   *     at length. 0 if there is none
   * @param sampleNanos how long runs are repeated for
   * @return no outcome if the deadline passed or the pool was abandoned first
   */
  public CompletableFuture<Optional<Outcome>> measure(Artifact artifact, long bestNanos,
      long sampleNanos, long limitNanos, long deadline) {
    long warmUp = CommandLine.runsInTheJvm(device.target()) ? JVM_WARM_UP_NANOS : 0;
    Request request = new Request(Request.Command.MEASURE, "", device, bestNanos, sampleNanos,
        warmUp);
    return CompletableFuture.supplyAsync(() -> holding(machine.writeLock(),
        () -> send(workers.getFirst(), artifact, request, limitNanos, deadline)), builders);
  }

  private static Optional<Outcome> holding(Lock lock, Callable<Optional<Outcome>> request) {
    lock.lock();
    try {
      return request.call();
    } catch (InterruptedException _) {
      return Optional.empty();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Outcome> send(Worker worker, Artifact artifact, Request request,
      long limitNanos, long deadline) throws InterruptedException {
    Path file = folder.resolve("artifact" + files.incrementAndGet());
    try {
      write(artifact, file);
      return worker.perform(request.of(file.toString()), limitNanos, deadline);
    } catch (IOException e) {
      throw new UserError("Cannot write to %s: %s. Mend that and try again.".formatted(folder,
          e.getMessage()), e);
    } finally {
      delete(file);
    }
  }

  private static void write(Artifact artifact, Path file) throws IOException {
    try (ObjectOutputStream out =
        new ObjectOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      out.writeObject(artifact);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ids of the running processes; the first is the one that measures. */
  public List<Long> pids() {
    return workers.stream().map(Worker::pid).toList();
  }

  /** From any thread: kills all workers; requests now running and later ones have no outcome. */
  public void abandon() {
    workers.forEach(Worker::abandon);
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
    builders.shutdown();
    try (Stream<Path> contents = Files.walk(folder)) {
      contents.sorted(Comparator.reverseOrder()).forEach(WorkerPool::delete);
    } catch (IOException | UncheckedIOException e) {
      throw new UserError("Cannot remove the temporary folder %s: %s. Remove it by hand."
          .formatted(folder, e.getMessage()), e);
    }
  }
}

package dev.jacquard.tune;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Copies its input to its output, or misbehaves, as the source says: a word and the nanoseconds
 * that a run claims to take.
 */
public final class FakeBackend implements Backend {
  public static final int SIZE = 5;
  public static final Device DEVICE = new Device("fake:0", "fake", "a fake", "none",
      Target.AVX512);
  public static final Tensor DATA = Tensor.of(new float[] {1, 2, 3, 4, 5}, SIZE);

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public List<Device> devices() {
    return List.of(DEVICE);
  }

  @Override
  public Artifact emit(Program program, Target target) {
    return artifact("right 1000");
  }

  public static Artifact artifact(String source) {
    Program program = new Program("fake", List.of(buffer("A")), List.of(buffer("B")), List.of(),
        List.of(), List.of(), List.of(), List.of());
    return new Artifact("fake", program, Map.of("fake", source), "");
  }

  private static Buffer buffer(String name) {
    return new Buffer(name, DType.F32, Memory.GLOBAL, List.of(IntConst.index(SIZE)));
  }

  @Override
  public Executable load(Artifact artifact, Device device) {
    if (artifact.text().startsWith("uncompilable")) {
      throw new IllegalStateException("line 1: no such word");
    }
    return new Run(artifact.text().split(" "), artifact.program(), device);
  }

  private static final class Run implements Executable {
    private final String word;
    private final long nanos;
    private final Program program;
    private final Device device;
    private int runs;

    Run(String[] words, Program program, Device device) {
      this.word = words[0];
      this.nanos = Long.parseLong(words[1]);
      this.program = program;
      this.device = device;
    }

    @Override
    public Program program() {
      return program;
    }

    @Override
    public Device device() {
      return device;
    }

    @Override
    public void prepare(Map<String, Tensor> constants) {}

    @Override
    public Timing run(Map<String, Tensor> arguments) {
      runs++;
      misbehave();
      Tensor output = arguments.get("B").copyFrom(arguments.get("A"));
      if (word.equals("wrong")) {
        output.setDouble(3.5, 2);
      }
      return new Timing(nanos + runs % 3, 0, List.of());
    }

    private void misbehave() {
      switch (word) {
        case "crash" -> Runtime.getRuntime().halt(134);
        case "hang" -> hang();
        case "killed" -> killOnSecondRun();
        case "failing" -> throw new IllegalStateException("out of resources");
        case "chatty" -> System.out.println("a driver's remark");
        case "forging" -> print("@jacquard {\"status\":null}\n");
        case "flooding" -> print("@jacquard".repeat(1 << 18) + "\n");
        default -> { }
      }
    }

    /** As a kernel's printf does. */
    private static void print(String text) {
      try {
        new FileOutputStream(FileDescriptor.out).write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void hang() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** A build runs once, a measurement more often. */
    private void killOnSecondRun() {
      if (runs == 2) {
        try {
          new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start();
          hang();
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public CompletableFuture<Timing> submit(Map<String, Tensor> arguments) {
      return CompletableFuture.completedFuture(run(arguments));
    }

    @Override
    public void close() {}
  }
}

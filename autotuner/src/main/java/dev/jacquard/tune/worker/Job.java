package dev.jacquard.tune.worker;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.ir.Buffer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds and measures candidates inside a worker process. */
final class Job {
  /** Characters; escaped, they fit a line of {@link Wire}. */
  private static final int LONGEST_MESSAGE = Wire.LONGEST / 8;
  private final Dataset dataset;
  private final Backends backends = new Backends();
  /** The inputs in the layouts of the last candidate that used them. */
  private final Map<String, Tensor> arranged = new HashMap<>();

  Job(Dataset dataset) {
    this.dataset = dataset;
  }

  Outcome perform(Request request) {
    Executable executable;
    try {
      Artifact artifact = read(Path.of(request.artifact()));
      executable = backends.named(artifact.backend()).load(artifact, request.device());
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
      return Outcome.failed(Status.COMPILE_FAILED, text(e));
    }
    try (executable) {
      return run(executable, request);
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      return Outcome.failed(Status.CRASHED, text(e));
    }
  }

  private static Artifact read(Path file) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in =
        new ObjectInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      return (Artifact) in.readObject();
    }
  }

  private static String text(Throwable e) {
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    return text.substring(0, Math.min(LONGEST_MESSAGE, text.length()));
  }

  private Outcome run(Executable executable, Request request) {
    Map<String, Tensor> arguments = inputs(executable.program().inputs());
    Map<String, Tensor> outputs = executable.newOutputs(arguments);
    arguments.putAll(outputs);
    if (request.command() == Request.Command.BUILD) {
      executable.run(arguments);
      return Outcome.built();
    }
    return measure(executable, arguments, outputs, request);
  }

  /** Wrong and hopeless ones are not timed at length; the last timed run is compared as well. */
  private Outcome measure(Executable executable, Map<String, Tensor> arguments,
      Map<String, Tensor> outputs, Request request) {
    outputs.values().forEach(Job::poison);
    long cold = executable.run(arguments).nanos();
    Comparison first = compare(outputs);
    Sampling sampling = new Sampling(request);
    if (!first.right() || sampling.isHopeless(cold)) {
      return Outcome.of(first, first.right() ? new long[] {cold} : new long[0]);
    }
    sampling.warmUp(() -> executable.run(arguments).nanos());
    long[] nanos = sampling.times(() -> executable.run(arguments).nanos());
    return Outcome.of(compare(outputs), nanos);
  }

  private Comparison compare(Map<String, Tensor> outputs) {
    return Comparison.all(dataset.outputs().stream()
        .map(expected -> Comparison.of(expected, outputs.get(expected.name()).toCanonical()))
        .toList());
  }

  /** Elements that a candidate leaves out must not look right: NaN, or an unlikely integer. */
  private static void poison(Tensor output) {
    output.segment().fill(output.type().isFloat() ? (byte) 0xFF : (byte) 0xA5);
  }

  /** Copies in memory of their own: a candidate that writes to them harms no other. */
  private Map<String, Tensor> inputs(List<Buffer> buffers) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Buffer buffer : buffers) {
      Tensor given = known(buffer.name(), dataset.inputs());
      Tensor now = arranged.get(buffer.name());
      if (now == null || !now.layout().equals(buffer.layout())) {
        now = Tensor.zeros(given.type(), buffer.layout(), given.shape()).copyFrom(given);
        arranged.put(buffer.name(), now);
      }
      inputs.put(buffer.name(), now);
    }
    return inputs;
  }

  private static Tensor known(String name, Map<String, Tensor> tensors) {
    if (!tensors.containsKey(name)) {
      throw new CompilerBug("The program has a tensor " + name + "; known are "
          + tensors.keySet() + ".");
    }
    return tensors.get(name);
  }
}

package dev.jacquard.cli.session;

import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.backend.Timing;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A workload on a device under a schedule, ready to run.
 *
 * <p>Arguments are held in the layouts that the program publishes; constants are prepared once,
 * before anything is timed.
 */
public final class Built implements AutoCloseable {

  private final Artifact artifact;
  private final Executable executable;
  private final double compileMillis;
  private final Map<String, Tensor> arguments = new LinkedHashMap<>();

  private Built(Artifact artifact, Executable executable, double compileMillis) {
    this.artifact = artifact;
    this.executable = executable;
    this.compileMillis = compileMillis;
  }

  /** Lowers, emits and builds. */
  public static Built of(Setting setting, ChosenSchedule chosen) {
    long start = System.nanoTime();
    Artifact artifact = emit(setting, chosen);
    Executable executable = setting.choice().backend().load(artifact, setting.choice().device());
    return new Built(artifact, executable, (System.nanoTime() - start) / 1e6);
  }

  /** Lowers and emits: all that is possible without the device. */
  public static Artifact emit(Setting setting, ChosenSchedule chosen) {
    Target target = setting.choice().device().target();
    Program program = Lower.lower(setting.workload().algorithm(), chosen.schedule());
    return setting.choice().backend().emit(program, target);
  }

  /** The loops that the schedule makes of the algorithm. */
  public static String nest(Setting setting, ChosenSchedule chosen) {
    return Lower.nest(setting.workload().algorithm(), chosen.schedule()).toString();
  }

  public Device device() {
    return executable.device();
  }

  /** What each pass of lowering did, in their order, with its time. */
  public static String passes(Setting setting, ChosenSchedule chosen) {
    StringBuilder text = new StringBuilder();
    Lower.trace(setting.workload().algorithm(), chosen.schedule()).steps().forEach(step ->
        text.append("pass %s: %.2f ms%s%n%s".formatted(step.pass(), step.nanos() / 1e6,
            step.changed() ? "" : ", unchanged", step.text())));
    return text.toString();
  }

  /** From the algorithm to a program on the device, in milliseconds. */
  public double compileMillis() {
    return compileMillis;
  }

  /** Takes the inputs, in any layout, and prepares the constant ones. */
  public void bind(Map<String, Tensor> inputs) {
    Program program = executable.program();
    arguments.clear();
    for (Buffer input : program.inputs()) {
      arguments.put(input.name(), inputs.get(input.name()).to(input.layout()));
    }
    arguments.putAll(executable.newOutputs(arguments));
    Map<String, Tensor> constants = new LinkedHashMap<>();
    program.constants().forEach(name -> constants.put(name, arguments.get(name)));
    executable.prepare(constants);
  }

  /** One run to completion. */
  public Timing run() {
    return executable.run(arguments);
  }

  /** Several runs, all submitted before the first is waited for; the nanoseconds of them all. */
  public long submit(int runs) {
    long start = System.nanoTime();
    CompletableFuture<Timing> last = null;
    for (int i = 0; i < runs; i++) {
      last = executable.submit(arguments);
    }
    last.join();
    return System.nanoTime() - start;
  }

  /** The outputs of the last run, canonical. */
  public Map<String, Tensor> outputs() {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Buffer output : executable.program().outputs()) {
      outputs.put(output.name(), arguments.get(output.name()).toCanonical());
    }
    return outputs;
  }

  /**
   * Repeats runs after a warm one.
   *
   * @param repeat how often; 0 for as often as a third of a second allows, 5 to 200 times
   */
  public Samples measure(int repeat) {
    run();
    List<Timing> timings = new ArrayList<>();
    long start = System.nanoTime();
    while (repeat > 0 ? timings.size() < repeat : timings.size() < 5
        || timings.size() < 200 && System.nanoTime() - start < 333_000_000L) {
      timings.add(run());
    }
    return Samples.of(timings);
  }

  @Override
  public void close() {
    executable.close();
  }
}

package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors of one run, checked against what the program publishes, and the sizes that follow
 * from their shapes. Tensors with strides of their own are copied into dense ones.
 */
public final class Arguments {

  private final Map<String, Long> sizes;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, Tensor> views = new LinkedHashMap<>();
  private long copyNanos;

  private Arguments(Map<String, Long> sizes) {
    this.sizes = Map.copyOf(sizes);
  }

  /**
   * Binds every input and output.
   *
   * @throws UserError for a missing or unknown name; a type, shape or layout other than the
   *     published one; sizes that contradict each other or their facts; an output that shares
   *     memory with an input or another output
   */
  public static Arguments bind(Program program, Map<String, Tensor> given) {
    List<Buffer> expected = new ArrayList<>(program.inputs());
    expected.addAll(program.outputs());
    SizeSolver solver = check(program, expected, given);
    Arguments bound = new Arguments(solver.all("Give it"));
    program.inputs().forEach(b -> bound.addInput(b.name(), given.get(b.name())));
    program.outputs().forEach(b -> bound.addOutput(b.name(), given.get(b.name())));
    Overlap.check(program, given, bound.tensors);
    return bound;
  }

  /** Binds the constants only; {@link #sizes} has the sizes that their shapes give. */
  public static Arguments bindConstants(Program program, Map<String, Tensor> given) {
    List<Buffer> expected = program.inputs().stream()
        .filter(b -> program.constants().contains(b.name())).toList();
    Arguments bound = new Arguments(check(program, expected, given).known());
    expected.forEach(b -> bound.addInput(b.name(), given.get(b.name())));
    return bound;
  }

  /** What {@link Executable#newOutputs} says. */
  static Map<String, Tensor> newOutputs(Program program, Map<String, Tensor> inputs) {
    new ArgumentChecks(program.name(), program.inputs()).noOthers(inputs);
    List<Buffer> given = program.inputs().stream()
        .filter(b -> inputs.containsKey(b.name())).toList();
    Map<String, Long> sizes = check(program, given, inputs).all("Give an input that has it, or "
        + "give it");
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Buffer output : program.outputs()) {
      outputs.put(output.name(), Tensor.zeros(output.type(), output.layout(),
          HostValues.shape(output, sizes)));
    }
    return outputs;
  }

  private static SizeSolver check(Program program, List<Buffer> expected,
      Map<String, Tensor> given) {
    ArgumentChecks checks = new ArgumentChecks(program.name(), expected);
    checks.names(given);
    expected.forEach(buffer -> checks.typeAndRank(buffer, given.get(buffer.name())));
    SizeSolver solver = new SizeSolver(program, expected, given);
    solver.check();
    expected.forEach(buffer -> checks.layout(buffer, given.get(buffer.name())));
    expected.forEach(buffer -> checks.alive(buffer, given.get(buffer.name())));
    return solver;
  }

  private void addInput(String name, Tensor tensor) {
    long start = System.nanoTime();
    tensors.put(name, tensor.dense());
    if (!tensor.isDense()) {
      views.put(name, tensor);
      copyNanos += System.nanoTime() - start;
    }
  }

  private void addOutput(String name, Tensor tensor) {
    if (tensor.isDense()) {
      tensors.put(name, tensor);
    } else {
      views.put(name, tensor);
      tensors.put(name, Tensor.zeros(tensor.type(), tensor.layout(), tensor.shape()));
    }
  }

  /** Copies results to outputs that are views; call it when the run has ended. */
  public void deliver(Program program) {
    long start = System.nanoTime();
    for (Buffer output : program.outputs()) {
      Tensor view = views.get(output.name());
      if (view != null) {
        view.copyFrom(tensors.get(output.name()));
      }
    }
    copyNanos += views.isEmpty() ? 0 : System.nanoTime() - start;
  }

  /** The symbolic sizes by name. */
  public Map<String, Long> sizes() {
    return sizes;
  }

  /** Dense tensors by name, in the published layouts. */
  public Map<String, Tensor> tensors() {
    return java.util.Collections.unmodifiableMap(tensors);
  }

  /** The names of the arguments that had strides of their own and were copied. */
  public List<String> copied() {
    return List.copyOf(views.keySet());
  }

  /** The time that copying such arguments took so far; part of a run's transfers. */
  public long copyNanos() {
    return copyNanos;
  }
}

package dev.jacquard.schedule.ir;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Dim;
import java.io.Serializable;
import java.util.List;

/**
 * A lowered algorithm: kernels and the host statements that launch them. Every backend and the
 * interpreter execute it.
 *
 * @param inputs the caller's tensors, with the layouts in which they are expected
 * @param outputs the results, with the layouts in which they are delivered
 * @param constants the names of the inputs that {@code prepare} reads; {@code run} may not read
 *     them again
 * @param sizes the symbolic sizes, taken from the shapes of the arguments of a run
 * @param prepare done when constants are set
 * @param run done at every run
 * @param relaxed whether floats may be regrouped, approximated and flushed to zero
 */
public record Program(String name, List<Buffer> inputs, List<Buffer> outputs,
    List<String> constants, List<Dim> sizes, List<Kernel> kernels, List<HostStmt> prepare,
    List<HostStmt> run, boolean relaxed) implements Serializable {

  public Program {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    constants = List.copyOf(constants);
    sizes = List.copyOf(sizes);
    kernels = List.copyOf(kernels);
    prepare = List.copyOf(prepare);
    run = List.copyOf(run);
  }

  /** A program with strict floats. */
  public Program(String name, List<Buffer> inputs, List<Buffer> outputs, List<String> constants,
      List<Dim> sizes, List<Kernel> kernels, List<HostStmt> prepare, List<HostStmt> run) {
    this(name, inputs, outputs, constants, sizes, kernels, prepare, run, false);
  }

  public Kernel kernel(String wanted) {
    return kernels.stream().filter(k -> k.name().equals(wanted)).findFirst()
        .orElseThrow(() -> new CompilerBug("no kernel " + wanted + " in " + name));
  }
}

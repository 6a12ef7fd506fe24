package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A program on a device, ready to run. Arguments are tensors in the layouts that
 * {@link #program} publishes; {@code run} refuses others. Outputs may not overlap inputs.
 * Safe for use by several threads, whose calls take turns.
 */
public interface Executable extends AutoCloseable {

  Program program();

  Device device();

  /**
   * Sets the inputs that are promised constant and rearranges them, once. {@link #run} does it at
   * its first call if this was not called; afterwards a new call replaces them.
   */
  void prepare(Map<String, Tensor> constants);

  /**
   * Runs to completion; {@code arguments} holds every input and output by name, but constants that
   * were set before may be left out, and no others be given in their place.
   */
  Timing run(Map<String, Tensor> arguments);

  /**
   * Starts a run; the future ends when the outputs are readable. Runs end in their order. One on
   * other tensors than the run before may first wait for that.
   */
  CompletableFuture<Timing> submit(Map<String, Tensor> arguments);

  /**
   * New tensors for the outputs, of zeros, by name in the order of {@link #program}: each of the
   * type, the shape and the layout in which {@link #run} takes it.
   *
   * @param inputs the tensors whose shapes tell the symbolic sizes, in their layouts; none where
   *     all sizes were given when compiling
   * @throws UserError for an input that {@link #run} would refuse, or a size that no input tells
   */
  default Map<String, Tensor> newOutputs(Map<String, Tensor> inputs) {
    return Arguments.newOutputs(program(), inputs);
  }

  /** The same in the order of {@link #program}, of all inputs in theirs, or of none. */
  default List<Tensor> newOutputs(Tensor... inputs) {
    Map<String, Tensor> named = inputs.length == 0 ? Map.of() : named(program().inputs(), inputs);
    return List.copyOf(newOutputs(named).values());
  }

  /**
   * Runs to completion on all inputs, then all outputs, in the order of {@link #program}; the
   * constants may be left out, all of them, once they were set.
   */
  default Timing run(Tensor... arguments) {
    List<Buffer> parameters = new ArrayList<>(program().inputs());
    parameters.addAll(program().outputs());
    return run(named(parameters, arguments));
  }

  private Map<String, Tensor> named(List<Buffer> all, Tensor... given) {
    List<Buffer> parameters = new ArrayList<>(all);
    List<String> constants = program().constants();
    if (parameters.size() == given.length + constants.size()) {
      parameters.removeIf(parameter -> constants.contains(parameter.name()));
    }
    if (parameters.size() != given.length) {
      throw UserError.here(("%s takes %d tensors (%s)%s; it was given %d. Give one for "
          + "each.").formatted(program().name(), parameters.size(), parameters.stream()
              .map(Buffer::name).collect(Collectors.joining(", ")), constants.isEmpty() ? ""
              : ", or without the constants %d".formatted(parameters.size() - constants.size()),
          given.length));
    }
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < given.length; i++) {
      named.put(parameters.get(i).name(), given[i]);
    }
    return named;
  }

  @Override
  void close();
}

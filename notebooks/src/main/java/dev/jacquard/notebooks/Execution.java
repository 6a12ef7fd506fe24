package dev.jacquard.notebooks;

import dev.jacquard.dsl.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * What running a notebook gave.
 *
 * @param notebook as it was read
 * @param outputs a list for each of its cells
 * @param seconds how long it took
 */
public record Execution(Notebook notebook, List<List<Output>> outputs, double seconds) {

  private static final int SIGNAL = 128;

  public Execution {
    outputs = List.copyOf(outputs);
  }

  /**
   * Runs all cells from the first to the last, in a process of their own.
   *
   * @param talk takes the lines that cells, libraries and drivers print to stderr
   * @throws UserError at the first cell that fails, or does not though it is tagged so, or ends the
   *     process
   */
  public static Execution of(Notebook notebook, Consumer<String> talk) {
    long start = System.nanoTime();
    List<List<Output>> outputs = new ArrayList<>();
    try (KernelProcess kernel = new KernelProcess(notebook.file(), talk)) {
      for (Cell cell : notebook.cells()) {
        outputs.add(run(cell, kernel, notebook));
      }
    }
    return new Execution(notebook, outputs, (System.nanoTime() - start) / 1e9);
  }

  private static List<Output> run(Cell cell, KernelProcess kernel, Notebook notebook) {
    kernel.next().orElseThrow(() -> ended(cell, kernel, notebook));
    JsonNode message = kernel.next().orElseThrow(() -> ended(cell, kernel, notebook));
    Optional<String> failure = message.optional("failure").map(JsonNode::asString);
    if (failure.isPresent() && !cell.raises()) {
      throw new UserError("%s: %s".formatted(notebook.file(), failure.get()));
    }
    if (failure.isEmpty() && cell.raises()) {
      throw new UserError(("%s: cell %d is tagged %s, but it does not fail. Remove the "
          + "tag.").formatted(notebook.file(), cell.number(), Cell.RAISES));
    }
    List<Output> outputs = new ArrayList<>();
    message.path("outputs").forEach(output -> outputs.add(Output.of(output)));
    return outputs;
  }

  private static UserError ended(Cell cell, KernelProcess kernel, Notebook notebook) {
    kernel.endIfInterrupted("%s: interrupted in cell %d; nothing was written.".formatted(
        notebook.file(), cell.number()));
    int code = kernel.exitCode();
    return new UserError("%s: the Java process ended in cell %d, %s. Run it alone.".formatted(
        notebook.file(),
        cell.number(), code > SIGNAL ? "by signal " + (code - SIGNAL) : "with exit code " + code));
  }

  /** Where these outputs and those in the file are not the same. */
  public List<Difference> differences() {
    return Difference.of(notebook, outputs);
  }

  /** The notebook with these outputs. */
  public Notebook updated() {
    return notebook.with(outputs);
  }
}

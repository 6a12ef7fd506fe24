package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.HostValues;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Stmt;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs a bare statement, at any stage of lowering: loops of every kind one iteration after the
 * other, except that loops over items meet at the barriers inside them.
 */
public final class Interpreter {

  /**
   * How accesses are read and what is watched.
   *
   * @param flattened whether a single index is an offset into the storage of a buffer of rank 1
   *     too; for other ranks it always is. Several indices are logical ones, for any layout.
   * @param races whether races on global memory are looked for; on local memory they always are
   * @param steps the most loop iterations of one kernel or statement
   */
  public record Options(boolean flattened, boolean races, long steps) {

    private static final long MANY = 4_000_000_000L;

    /** For programs: offsets, no search for races on global memory. */
    public static final Options PROGRAM = new Options(true, false, MANY);
    /** For statements between passes: logical indices. */
    public static final Options STATEMENT = new Options(false, false, MANY);
  }

  private Interpreter() {}

  /** Runs a statement whose accesses have not been flattened. */
  public static void run(Stmt stmt, Map<String, Buffer> buffers, Map<String, Tensor> tensors,
      Map<String, Long> variables) {
    run(stmt, buffers, tensors, variables, Options.STATEMENT);
  }

  /**
   * Runs a statement.
   *
   * @param buffers the buffers that exist around it, by name
   * @param tensors their contents: dense, of the shapes and in the layouts of {@code buffers}
   * @param variables the sizes and variables around it
   * @throws CompilerBug for an access outside a buffer, a race, or a divergent barrier
   */
  public static void run(Stmt stmt, Map<String, Buffer> buffers, Map<String, Tensor> tensors,
      Map<String, Long> variables, Options options) {
    Names.Slots slots = new Names.Slots();
    Names names = names(slots, buffers, variables);
    Code.Action action = new StmtCompiler("statement", false, options.flattened())
        .compile(new Stmt.Block(List.of(stmt)), names);
    Frame.Shared shared = new Frame.Shared("the statement", options.steps(), slots.buffers);
    Frame frame = new Frame(slots.longs, slots.doubles, slots.buffers, shared);
    buffers.forEach((name, buffer) -> frame.buffers[names.buffer(name)] =
        storage(buffer, tensors.get(name), variables));
    variables.forEach((name, value) -> frame.longs[names.variable(name)] = value);
    action.run(frame);
  }

  private static Names names(Names.Slots slots, Map<String, Buffer> buffers,
      Map<String, Long> variables) {
    Names names = Names.none(slots);
    for (String buffer : buffers.keySet()) {
      names = names.withBuffer(buffer);
    }
    for (String variable : variables.keySet()) {
      names = names.withVariable(variable);
    }
    return names;
  }

  private static Storage storage(Buffer buffer, Tensor tensor, Map<String, Long> variables) {
    long[] shape = HostValues.shape(buffer, variables);
    if (tensor == null || tensor.type() != buffer.type() || !tensor.isDense()
        || !Arrays.equals(tensor.shape(), shape) || !tensor.layout().equals(buffer.layout())) {
      throw new CompilerBug("%s is no tensor for the buffer %s of shape %s.".formatted(tensor,
          buffer, Arrays.toString(shape)));
    }
    return Storage.over(buffer, tensor);
  }
}

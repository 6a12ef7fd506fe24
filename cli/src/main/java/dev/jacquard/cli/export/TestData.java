package dev.jacquard.cli.export;

import dev.jacquard.cli.session.Oracle;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Npy;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A test input, and what the reference evaluator makes of it: at every point, or where that is too
 * much at corners, edges and some thousand points.
 */
final class TestData {

  private static final long MOST_POINTS = 1 << 16;

  private final Parcel parcel;
  private final Map<String, Tensor> inputs;
  private final Map<String, Result> expected;

  TestData(Parcel parcel) {
    this.parcel = parcel;
    this.inputs = Oracle.of(parcel.setting()).inputs();
    Algorithm algorithm = parcel.setting().workload().algorithm();
    Map<String, Result> all = Reference.operations(algorithm) <= Reference.WHOLE_OPERATIONS
        ? Reference.evaluate(algorithm, inputs) : Map.of();
    this.expected = !all.isEmpty() && all.values().stream().allMatch(r -> r.size() <= MOST_POINTS)
        ? all : Reference.sample(algorithm, inputs, parcel.setting().seed());
  }

  /** An argument of the test, in the layout that the program expects. */
  Tensor storage(Buffer buffer) {
    return inputs.containsKey(buffer.name()) ? inputs.get(buffer.name()).to(buffer.layout())
        : Tensor.zeros(buffer.type(), buffer.layout(), expected.get(buffer.name()).shape());
  }

  /** Runs the program here, so that nothing leaves that does not build or computes wrongly. */
  void requireRight() {
    Program program = parcel.program();
    Map<String, Tensor> arguments = new LinkedHashMap<>();
    program.inputs().forEach(buffer -> arguments.put(buffer.name(), storage(buffer)));
    program.outputs().forEach(buffer -> arguments.put(buffer.name(), storage(buffer)));
    try (Executable executable = parcel.setting().choice().backend().load(parcel.artifact(),
        parcel.setting().choice().device())) {
      executable.run(arguments);
    }
    for (Result result : expected.values()) {
      Check check = Check.of(result, arguments.get(result.name()));
      if (!check.ok()) {
        throw new CompilerBug("The program of %s computes wrongly, so it is not exported: %s"
            .formatted(parcel.setting().workload().name(), check.message()));
      }
    }
  }

  /** The memory of an input, as an array of its storage axes. */
  void writeInput(Buffer buffer, Path file) {
    Tensor tensor = storage(buffer);
    Npy.save(file, Tensor.over(tensor.type(), tensor.segment(),
        tensor.layout().storageExtents(tensor.shape())));
  }

  /**
   * A table with a row for each value that can be judged: its place in the memory of the output,
   * the value, and how far from it a right one may be.
   */
  void writeExpected(Buffer buffer, Path file) {
    Result result = expected.get(buffer.name());
    long rows = 0;
    for (long i = 0; i < result.size(); i++) {
      rows += result.tolerance(i) < Double.POSITIVE_INFINITY ? 1 : 0;
    }
    Tensor table = Tensor.zeros(DType.F64, rows, 3);
    long row = 0;
    for (long i = 0; i < result.size(); i++) {
      if (result.tolerance(i) < Double.POSITIVE_INFINITY) {
        table.setDoubleAt(3 * row, place(buffer, result, i));
        table.setDoubleAt(3 * row + 1, result.values().getDoubleAt(i));
        table.setDoubleAt(3 * row + 2, result.tolerance(i));
        row++;
      }
    }
    Npy.save(file, table);
  }

  private static long place(Buffer buffer, Result result, long i) {
    long[] shape = result.shape();
    long[] index = new long[shape.length];
    long rest = result.position(i);
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
    return buffer.layout().offset(index, shape);
  }
}

package dev.jacquard.conformance.programs;

import dev.jacquard.conformance.programs.ConformanceProgram.Point;
import dev.jacquard.conformance.programs.ConformanceProgram.Values;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program with its inputs and what the oracle makes of them. */
final class ProgramRun {

  /** Plain loops in double and the oracle differ by the rounding of constants to f32. */
  private static final double RELATIVE = 1e-5;

  private final ConformanceProgram program;
  private final Algorithm algorithm;
  private final Map<String, Tensor> inputs;
  private final Map<String, Result> wanted;

  ProgramRun(ConformanceProgram program) {
    this.program = program;
    this.algorithm = program.algorithm();
    this.inputs = program.inputs(algorithm);
    this.wanted = Reference.evaluate(algorithm, inputs);
  }

  /** What the oracle and the plain loops disagree on; empty if nothing. */
  List<String> againstPlainLoops() {
    List<String> wrong = new ArrayList<>();
    program.expected().forEach((output, point) -> compare(wanted.get(output), point, wrong));
    return wrong;
  }

  private void compare(Result result, Point point, List<String> wrong) {
    Values values = new Values(inputs);
    for (int i = 0; i < result.size(); i++) {
      int[] at = index(i, result.shape());
      double expected = point.at(values, at);
      double actual = result.values().getDoubleAt(i);
      double allowed = result.type().isFloat() ? RELATIVE * Math.max(1, Math.abs(expected)) : 0;
      if (expected != actual && !(Math.abs(expected - actual) <= allowed)) {
        wrong.add("%s%s: plain loops give %s, the oracle %s".formatted(result.name(),
            Arrays.toString(at), expected, actual));
      }
    }
  }

  private static int[] index(int position, long[] shape) {
    int[] index = new int[shape.length];
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = (int) (position % shape[d]);
      position /= (int) shape[d];
    }
    return index;
  }

  /** What is wrong with the outputs of the first device; empty if nothing is. */
  String on(Backend backend, Variant variant) {
    Device device = backend.devices().getFirst();
    Schedule schedule = variant.schedule(program, algorithm, device.target());
    Program lowered = Lower.lower(algorithm, schedule);
    try (Executable executable = backend.load(backend.emit(lowered, device.target()), device)) {
      String message = run(executable);
      return message.isEmpty() ? "" : message + "\n" + schedule.toJava();
    }
  }

  private String run(Executable executable) {
    Map<String, Tensor> arguments = new HashMap<>();
    for (Buffer input : executable.program().inputs()) {
      arguments.put(input.name(), inputs.get(input.name()).to(input.layout()));
    }
    executable.newOutputs(arguments).forEach(
        (name, output) -> arguments.put(name, output.fill(77)));
    executable.prepare(Map.of());
    executable.run(arguments);
    for (Result result : wanted.values()) {
      Check check = Check.of(result, arguments.get(result.name()).toCanonical());
      if (!check.ok()) {
        return check.message();
      }
    }
    return "";
  }
}

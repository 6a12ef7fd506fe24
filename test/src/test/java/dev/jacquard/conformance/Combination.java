package dev.jacquard.conformance;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.ops.Op;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.NaiveSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.util.HashMap;
import java.util.Map;

/** One operator at some sizes, under one kind of schedule, on one backend. */
record Combination(Op op, Sizes sizes, String schedule, Backend backend) {

  /** What is wrong with the outputs for two sets of inputs; empty if nothing is. */
  String run() {
    Device device = backend.devices().getFirst();
    Algorithm algorithm = op.algorithm().with(sizes);
    Program program = Lower.lower(algorithm, schedule(algorithm, device));
    try (Executable executable = backend.load(backend.emit(program, device.target()), device)) {
      String random = compare(algorithm, executable, Inputs.random(algorithm, 1));
      return random.isEmpty()
          ? compare(algorithm, executable, Inputs.smallIntegers(algorithm, 2)) : random;
    }
  }

  private Schedule schedule(Algorithm algorithm, Device device) {
    return switch (schedule) {
      case "naive" -> NaiveSchedule.of(algorithm);
      case "hand" -> op.byHand(algorithm, as(Target.Kind.CPU, device.target()))
          .orElseThrow();
      case "hand, in layouts" -> op.byHandInLayouts(algorithm, device.target()).orElseThrow();
      case "gpu" -> op.byHand(algorithm, as(Target.Kind.GPU, device.target()))
          .orElseThrow();
      default -> DefaultSchedule.of(algorithm, device.target());
    };
  }

  private static Target as(Target.Kind kind, Target t) {
    return new Target(kind, t.vectorBytes(), t.computeUnits(), t.maxGroupItems(),
        t.localBytes(), t.registerBytes(), t.globalBytes(), t.doubles(), t.features());
  }

  /** What is wrong with the outputs for these inputs; empty if nothing is. */
  static String compare(Algorithm algorithm, Executable executable,
      Map<String, Tensor> inputs) {
    Map<String, Result> wanted = Reference.evaluate(algorithm, inputs);
    Map<String, Tensor> arguments = new HashMap<>();
    for (Buffer input : executable.program().inputs()) {
      arguments.put(input.name(), inputs.get(input.name()).to(input.layout()));
    }
    executable.newOutputs(arguments).forEach(
        (name, output) -> arguments.put(name, output.fill(77)));
    executable.prepare(constants(executable.program(), arguments));
    executable.run(arguments);
    for (Result result : wanted.values()) {
      Check check = Check.of(result, arguments.get(result.name()).toCanonical());
      if (!check.ok()) {
        return check.message();
      }
    }
    return "";
  }

  private static Map<String, Tensor> constants(Program program, Map<String, Tensor> arguments) {
    Map<String, Tensor> constants = new HashMap<>();
    program.constants().forEach(name -> constants.put(name, arguments.get(name)));
    return constants;
  }

  @Override
  public String toString() {
    return "%s at %s, %s schedule, on %s".formatted(op.name(), sizes, schedule, backend.name());
  }
}

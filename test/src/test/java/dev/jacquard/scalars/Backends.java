package dev.jacquard.scalars;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.NaiveSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** Runs one algorithm everywhere. */
final class Backends {

  private Backends() {}

  /** The backends that have a device here and every type. */
  static List<Backend> all() {
    List<Backend> all = new ArrayList<>();
    for (Backend backend : ServiceLoader.load(Backend.class)) {
      if (!backend.name().equals("aparapi") && !backend.devices().isEmpty()) {
        all.add(backend);
      }
    }
    if (all.stream().noneMatch(backend -> backend.name().equals("opencl"))) {
      if (String.valueOf(System.getenv("JACQUARD_REQUIRE")).contains("opencl")) {
        throw new AssertionError("JACQUARD_REQUIRE asks for opencl, which is not here");
      }
      System.out.println("Skipped scalars on opencl: no device");
    }
    return all;
  }

  /** What is wrong on some backend under the naive or the default schedule; empty if nothing. */
  static List<String> disagreements(Algorithm given, Map<String, Tensor> inputs) {
    Algorithm algorithm = given.with(Sizes.defaults(given.dims()));
    Map<String, Result> wanted = Reference.evaluate(algorithm, inputs);
    List<String> wrong = new ArrayList<>();
    for (Backend backend : all()) {
      Device device = backend.devices().getFirst();
      Map<String, Schedule> schedules = Map.of("naive", NaiveSchedule.of(algorithm), "default",
          DefaultSchedule.of(algorithm, device.target()));
      schedules.forEach((name, schedule) -> {
        Map<String, Tensor> found = run(backend, Lower.lower(algorithm, schedule), inputs);
        wanted.values().forEach(result -> rows(result, found.get(result.name())).stream()
            .filter(check -> !check.ok() || check.compared() == 0)
            .forEach(check -> wrong.add(backend.name() + ", " + name + ": " + check.message())));
      });
    }
    return wrong;
  }

  /** The verdict on each row of a matrix, or on all of another tensor. */
  private static List<Check> rows(Result result, Tensor found) {
    if (result.shape().length != 2) {
      return List.of(Check.of(result, found));
    }
    List<Check> checks = new ArrayList<>();
    for (long r = 0; r < result.shape()[0]; r++) {
      long row = r;
      Tensor values = result.values().slice(0, row, row + 1).dense();
      checks.add(Check.of(new Result(result.name() + " row " + row, result.type(), values.shape(),
          values, result.tolerances().map(t -> t.slice(0, row, row + 1).dense()),
          Optional.empty()), found.slice(0, row, row + 1).dense()));
    }
    return checks;
  }

  /** The inputs and outputs of one run. */
  static Map<String, Tensor> run(Backend backend, Program program, Map<String, Tensor> inputs) {
    Device device = backend.devices().getFirst();
    Map<String, Tensor> arguments = new HashMap<>(inputs);
    try (Executable executable =
        backend.load(backend.emit(program, device.target()), device)) {
      executable.newOutputs(inputs).forEach((name, output) -> arguments.put(name, output.fill(77)));
      executable.run(arguments);
    }
    return arguments;
  }
}

package dev.jacquard.cli.session;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.tune.TuningTask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last word on a winner: on small integers, where floats are exact, it must agree bit for bit,
 * at the sizes that it was tuned for and at odd ones that no tile divides.
 */
final class WinnerCheck implements TuningTask.Recheck {

  /** Sizes up to this (kernels, strides) belong to the meaning of an op and stay. */
  private static final long SMALL = 8;
  private static final long ODD = 37;

  private final Setting setting;

  WinnerCheck(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Optional<String> fault(String json) {
    ChosenSchedule chosen = new ChosenSchedule("tuned", "a winner", Schedule.parse(json));
    return fault(setting, chosen).or(() -> atOddSizes().filter(odd -> fits(odd, chosen))
        .flatMap(odd -> fault(odd, chosen).map(fault -> "at %s: %s".formatted(
            odd.workload().sizes(), fault))));
  }

  private Optional<Setting> atOddSizes() {
    Workload workload = setting.workload();
    Map<String, Long> odd = new LinkedHashMap<>();
    workload.sizes().values().forEach((name, size) ->
        odd.put(name, size <= SMALL ? size : Math.min(size - 1, ODD)));
    try {
      Sizes sizes = new Sizes(odd);
      Algorithm algorithm = workload.symbolic().with(sizes);
      return Optional.of(new Setting(new Workload(workload.name(), workload.typed(),
          workload.symbolic(), algorithm, sizes, workload.own()), setting.choice(),
          setting.seed(), InputFiles.NONE, setting.database()));
    } catch (UserError _) {
      return Optional.empty();
    }
  }

  /** A schedule with a directive that depends on the tuned sizes says nothing about others. */
  private static boolean fits(Setting odd, ChosenSchedule chosen) {
    try {
      Built.emit(odd, chosen);
      return true;
    } catch (UserError | Unsupported _) {
      return false;
    }
  }

  private static Optional<String> fault(Setting setting, ChosenSchedule chosen) {
    Algorithm algorithm = setting.workload().algorithm();
    Map<String, Tensor> inputs = Inputs.smallIntegers(algorithm, setting.seed());
    try (Built built = Built.of(setting, chosen)) {
      built.bind(inputs);
      built.run();
      Map<String, Tensor> outputs = built.outputs();
      Map<String, Result> expected = Reference.expect(algorithm, inputs);
      return expected.values().stream().map(result -> Check.of(result, outputs.get(result.name())))
          .filter(check -> !check.ok()).map(Check::message).findFirst();
    } catch (CompilerBug | Unsupported e) {
      return Optional.of(e.getMessage());
    }
  }
}

package dev.jacquard.tune;

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
import dev.jacquard.schedule.lower.Lower;
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

  private final Subject subject;

  WinnerCheck(Subject subject) {
    this.subject = subject;
  }

  @Override
  public Optional<String> fault(String json) {
    Schedule schedule = Schedule.parse(json);
    return fault(subject, schedule).or(() -> atOddSizes().filter(odd -> fits(odd, schedule))
        .flatMap(odd -> fault(odd, schedule).map(fault -> "at %s: %s".formatted(odd.sizes(),
            fault))));
  }

  private Optional<Subject> atOddSizes() {
    Map<String, Long> odd = new LinkedHashMap<>();
    subject.sizes().values().forEach((name, size) ->
        odd.put(name, size <= SMALL ? size : Math.min(size - 1, ODD)));
    try {
      Subject other = subject.at(new Sizes(odd));
      other.algorithm();
      return Optional.of(other);
    } catch (UserError _) {
      return Optional.empty();
    }
  }

  /** A schedule with a directive that depends on the tuned sizes says nothing about others. */
  private static boolean fits(Subject odd, Schedule schedule) {
    try {
      odd.backend().emit(Lower.lower(odd.algorithm(), schedule), odd.device().target());
      return true;
    } catch (UserError | Unsupported _) {
      return false;
    }
  }

  private static Optional<String> fault(Subject subject, Schedule schedule) {
    Map<String, Tensor> inputs = Inputs.smallIntegers(subject.algorithm(), subject.seed());
    try {
      Map<String, Tensor> outputs = subject.outputs(schedule, inputs);
      Map<String, Result> expected = Reference.expect(subject.algorithm(), inputs);
      return expected.values().stream().map(result -> Check.of(result, outputs.get(result.name())))
          .filter(check -> !check.ok()).map(Check::message).findFirst();
    } catch (CompilerBug | Unsupported e) {
      return Optional.of(e.getMessage());
    }
  }
}

package dev.jacquard.tune;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.tune.worker.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What every candidate must compute: the reference evaluator's values, or, where that would take
 * too long, those of one untuned run that is right at a sample of points.
 */
final class ExpectedOutputs {

  private ExpectedOutputs() {}

  static List<Expected> of(Subject subject, Map<String, Tensor> inputs) {
    Algorithm algorithm = subject.algorithm();
    Map<String, Result> results = Reference.expect(algorithm, inputs);
    boolean sampled = results.values().stream().anyMatch(result -> result.points().isPresent());
    List<Expected> expected = new ArrayList<>();
    Map<String, Tensor> trusted = sampled ? untuned(subject, inputs, results) : Map.of();
    results.forEach((name, result) -> expected.add(sampled ? near(result, trusted.get(name))
        : exactly(result)));
    return expected;
  }

  private static Expected exactly(Result result) {
    Tensor values = result.tensor();
    return result.tolerances().isEmpty() ? Expected.exact(result.name(), values)
        : Expected.within(result.name(), values, allowed(result));
  }

  private static Tensor allowed(Result result) {
    Tensor allowed = Tensor.zeros(DType.F32, result.shape());
    for (long i = 0; i < result.size(); i++) {
      allowed.setDoubleAt(i, Math.nextUp((float) result.tolerance(i)));
    }
    return allowed;
  }

  /** Both the trusted run and a candidate may be off by the tolerance. */
  private static Expected near(Result sample, Tensor trusted) {
    double allowed = 2 * sample.largestTolerance();
    return sample.tolerances().isEmpty() ? Expected.exact(sample.name(), trusted)
        : Expected.within(sample.name(), trusted,
            Tensor.zeros(DType.F32, sample.shape()).fill(Math.nextUp((float) allowed)));
  }

  private static Map<String, Tensor> untuned(Subject subject, Map<String, Tensor> inputs,
      Map<String, Result> samples) {
    Map<String, Tensor> outputs = subject.outputs(subject.untuned(), inputs);
    samples.forEach((name, sample) -> {
      Check check = Check.of(sample, outputs.get(name));
      if (!check.ok()) {
        throw new CompilerBug("The untuned schedule is wrong. " + check.message());
      }
    });
    return outputs;
  }
}

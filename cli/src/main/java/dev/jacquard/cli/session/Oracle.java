package dev.jacquard.cli.session;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.dsl.eval.Check;
import dev.jacquard.dsl.eval.Inputs;
import dev.jacquard.dsl.eval.Reference;
import dev.jacquard.dsl.eval.Result;
import dev.jacquard.schedule.backend.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a workload, and whether results are right: the reference evaluator, asked on behalf
 * of a command.
 */
public final class Oracle {

  private final Algorithm algorithm;
  private final long seed;
  private final Map<String, Tensor> inputs;
  private Map<String, Result> expected;

  private Oracle(Algorithm algorithm, long seed, Map<String, Tensor> inputs) {
    this.algorithm = algorithm;
    this.seed = seed;
    this.inputs = inputs;
  }

  /** Over the inputs given as files, and seeded ones for the rest. */
  public static Oracle of(Setting setting) {
    return of(setting.workload().algorithm(), setting.seed(), setting.inputs());
  }

  /** Over {@code files}, and seeded inputs for the rest. */
  public static Oracle of(Algorithm algorithm, long seed, InputFiles files) {
    Map<String, Tensor> inputs = new LinkedHashMap<>(Inputs.random(algorithm, seed));
    inputs.putAll(files.tensors());
    return new Oracle(algorithm, seed, inputs);
  }

  /**
   * Whether results are right.
   *
   * @param maxAbsError over all outputs and sets of inputs, as the two that follow
   * @param messages one line for each output and each set of inputs
   */
  public record Verdict(boolean ok, double maxAbsError, double maxRelError, double tolerance,
      List<String> messages) {

    private static Verdict of(List<Check> checks, List<String> messages) {
      return new Verdict(checks.stream().allMatch(Check::ok),
          checks.stream().mapToDouble(Check::maxAbsError).max().orElse(0),
          checks.stream().mapToDouble(Check::maxRelError).max().orElse(0),
          checks.stream().mapToDouble(Check::tolerance).max().orElse(0), messages);
    }

    /** One line an output and a set of inputs. */
    public String describe() {
      return String.join("\n", messages);
    }

    /** The fields of {@code check}. */
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("ok", ok);
      fields.put("max_abs_error", maxAbsError);
      fields.put("max_rel_error", maxRelError);
      fields.put("tolerance", tolerance);
      return fields;
    }
  }

  /** By name, canonical. */
  public Map<String, Tensor> inputs() {
    return inputs;
  }

  /**
   * Judges the results of {@code built}'s last run, which was on {@link #inputs}, and those of
   * another run on small integers, which must be exact. Leaves the latter bound.
   */
  public Verdict check(Built built) {
    List<Check> checks = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    judge("given inputs", expected(), built.outputs(), checks, messages);
    Map<String, Tensor> small = Inputs.smallIntegers(algorithm, seed);
    built.bind(small);
    built.run();
    judge("small integers", Reference.expect(algorithm, small), built.outputs(), checks, messages);
    return Verdict.of(checks, messages);
  }

  /** The largest distance of results on {@link #inputs} from the reference, and whether it fits. */
  public Verdict compare(Map<String, Tensor> outputs) {
    List<Check> checks = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    judge("given inputs", expected(), outputs, checks, messages);
    return Verdict.of(checks, messages);
  }

  private static void judge(String set, Map<String, Result> expected, Map<String, Tensor> outputs,
      List<Check> checks, List<String> messages) {
    outputs.forEach((name, tensor) -> {
      Check check = Check.of(expected.get(name), tensor);
      checks.add(check);
      messages.add("check on %s: %s".formatted(set, check.message()));
    });
  }

  private Map<String, Result> expected() {
    if (expected == null) {
      expected = Reference.expect(algorithm, inputs);
    }
    return expected;
  }

  /** A whole evaluation: its outputs, and how long it took. */
  public record Evaluated(Map<String, Tensor> outputs, Samples samples) {}

  /** Evaluates every point of every output, once. */
  public Evaluated evaluate() {
    long start = System.nanoTime();
    Map<String, Result> results = Reference.evaluate(algorithm, inputs);
    Timing timing = new Timing(System.nanoTime() - start, 0, List.of());
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    results.forEach((name, result) -> outputs.put(name, result.tensor()));
    return new Evaluated(outputs, Samples.of(List.of(timing)));
  }
}

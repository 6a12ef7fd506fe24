package dev.jacquard.benchmarks;

import dev.jacquard.cli.session.Built;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.Directive;
import java.util.Map;

/**
 * An operator under a schedule, timed as a caller sees it: inputs and outputs in the layouts that
 * the caller has, packing inside the time, constant inputs prepared once before.
 */
public final class Ours implements Contestant, AutoCloseable {

  private static final int AWAKE_MILLIS = 2;

  private final Built built;

  private Ours(Built built) {
    this.built = built;
  }

  /** Builds, and takes the inputs, which the schedule leaves in their layouts. */
  public static Ours of(Setting setting, ChosenSchedule chosen, Map<String, Tensor> inputs) {
    requireGivenLayouts(setting, chosen);
    return inItsLayouts(setting, chosen, inputs);
  }

  /** Builds, and takes the inputs in the layouts that the schedule asks for. */
  static Ours inItsLayouts(Setting setting, ChosenSchedule chosen, Map<String, Tensor> inputs) {
    Built built = Built.of(setting, chosen);
    built.bind(inputs);
    return new Ours(built);
  }

  /** A schedule that changes what callers pass would take their packing out of the time. */
  private static void requireGivenLayouts(Setting setting, ChosenSchedule chosen) {
    for (Directive directive : chosen.schedule().directives()) {
      if (directive instanceof Directive.SetLayout && isArgument(setting, directive.func())) {
        throw new CompilerBug("The schedule %s of %s changes the layout of %s, which its caller has"
            .formatted(chosen.kind(), setting.workload().name(), directive.func()));
      }
    }
  }

  private static boolean isArgument(Setting setting, String tensor) {
    var algorithm = setting.workload().algorithm();
    return algorithm.outputs().stream().anyMatch(output -> output.name().equals(tensor))
        || algorithm.inputs().stream().filter(input -> !input.constant()).map(Input::name)
            .anyMatch(tensor::equals);
  }

  @Override
  public double[] run(int runs) {
    double[] micros = new double[runs];
    for (int i = 0; i < runs; i++) {
      micros[i] = built.run().nanos() / 1e3;
    }
    return micros;
  }

  @Override
  public double turn(int runs) {
    return resting(Contestant.super.turn(runs));
  }

  /** Leaves the processors to the next contestant: threads stay awake for a while after a run. */
  private static double resting(double micros) {
    try {
      Thread.sleep(AWAKE_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return micros;
  }

  /**
   * The same with the runs of a turn in flight together and one wait at the end, as the layers of
   * a network follow each other.
   */
  Contestant queued() {
    return new Contestant() {
      @Override
      public double[] run(int runs) {
        return Ours.this.run(runs);
      }

      @Override
      public double turn(int runs) {
        built.submit(1);
        return resting(built.submit(runs) / 1e3 / runs);
      }
    };
  }

  /** The outputs of the last run, canonical. */
  public Map<String, Tensor> outputs() {
    return built.outputs();
  }

  @Override
  public void close() {
    built.close();
  }
}

package dev.jacquard.schedule;

import dev.jacquard.dsl.Advice;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Source;
import dev.jacquard.schedule.backend.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The schedule that a Func brings along from its author. Where the Func stands inside a larger
 * algorithm, {@link DefaultSchedule} takes it for this Func and for what only this Func reads, down
 * to {@code sources}, which are computed at root.
 *
 * <pre>{@code
 * func("C", i, j).is(sum(r, a.at(i, r).times(b.at(r, j))))
 *     .advised(Carried.of(MatMul::schedule, a, b))
 * }</pre>
 *
 * @param sources the names of the Funcs and inputs that the author was given
 * @param alone whether it is taken only where the Func is the whole algorithm, because among others
 *     it is better computed inside of them
 */
public record Carried(Recipe recipe, List<String> sources, boolean alone) implements Advice {

  /** How a Func is scheduled for a device. */
  @FunctionalInterface
  public interface Recipe {

    /**
     * The schedule, or empty where it was not written for such devices or sizes.
     *
     * @param part the Func alone, its sources as inputs, its sizes bound
     */
    Optional<Schedule> of(Algorithm part, Target target);
  }

  public static Carried of(Recipe recipe, Source... sources) {
    return new Carried(recipe, names(sources), false);
  }

  /** As {@link #of}, taken only where the Func is the whole algorithm. */
  public static Carried alone(Recipe recipe, Source... sources) {
    return new Carried(recipe, names(sources), true);
  }

  private static List<String> names(Source... sources) {
    return Stream.of(sources).map(Source::name).toList();
  }

  /** A schedule for all devices but GPUs. */
  public static Recipe exceptGpus(BiFunction<Algorithm, Target, Schedule> schedule) {
    return (part, target) -> target.kind() == Target.Kind.GPU ? Optional.empty()
        : Optional.of(schedule.apply(part, target));
  }

  /** A schedule for all devices but GPUs and virtual machines, whose compilers know no vectors. */
  public static Recipe onCpus(Recipe schedule) {
    return (part, target) -> target.kind() == Target.Kind.GPU
        || target.kind() == Target.Kind.JVM ? Optional.empty() : schedule.of(part, target);
  }
}

package dev.jacquard.ops;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.schedule.Carried;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import java.util.List;
import java.util.Optional;

/** An operator over named inputs of its own, as the command line runs it. */
public interface Op {

  /** The name under which it is found, as in {@code jacquard run matmul}. */
  String name();

  /** One line: what it computes. */
  String summary();

  /** Its sizes with their defaults, in the order in which they are listed. */
  List<Dim> dims();

  /** The output, over inputs whose extents are {@link #dims}. */
  Func func();

  /** What is computed, with symbolic sizes. */
  default Algorithm algorithm() {
    return Algorithm.of(func());
  }

  /** The default of every size. */
  default Sizes sizes() {
    return Sizes.defaults(dims());
  }

  /**
   * The schedule that {@link #func} carries for devices of this kind, written by hand:
   * {@link dev.jacquard.ops.gpu} for GPUs, {@link dev.jacquard.ops.cpu} for all that run loops.
   *
   * @param sized {@link #algorithm} with its sizes bound
   */
  default Optional<Schedule> byHand(Algorithm sized, Target target) {
    return sized.outputs().getFirst().advice().flatMap(advice -> advice instanceof Carried carried
        ? carried.recipe().of(sized, target) : Optional.empty());
  }

  /** As {@link #byHand}, where callers pass tensors in layouts that the schedule chooses. */
  default Optional<Schedule> byHandInLayouts(Algorithm sized, Target target) {
    return byHand(sized, target);
  }
}

package dev.jacquard.benchmarks;

import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One row of a suite that measures against peers.
 *
 * @param layouts which forms of peers are compared: {@code counted}, {@code prepared} where
 *     constants may be packed before, or {@code given} where other tensors may lie as one likes
 * @param goal the best peer's time over ours that is asked for
 */
record Case(Workload workload, String layouts, double goal) {

  /** An op of the library, with tensors as their caller has them. */
  static Case counted(String op, String sizes, double goal) {
    return new Case(Workload.of(op, Sizes.parse(sizes)), "counted", goal);
  }

  /** An op of the library whose constants are prepared. */
  static Case prepared(String op, String sizes, double goal) {
    return new Case(Workload.of(op, Sizes.parse(sizes)), "prepared", goal);
  }

  /** The op over inputs some of which {@code func} declares constant. */
  static Case prepared(String op, Func func, String sizes, double goal) {
    Algorithm symbolic = Algorithm.of(func);
    Sizes given = Sizes.parse(sizes);
    return new Case(new Workload(op, op, symbolic, symbolic.with(given), given, Optional.empty()),
        "prepared", goal);
  }

  String op() {
    return workload.name();
  }

  String shape() {
    return workload.sizes().toString();
  }

  boolean matches(Pattern pattern) {
    return pattern.matcher(this.toString()).find();
  }

  /** {@code matmul m=256,n=256,k=256 counted}. */
  @Override
  public String toString() {
    return "%s %s %s".formatted(op(), shape(), layouts);
  }
}

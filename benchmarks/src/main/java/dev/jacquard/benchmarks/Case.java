package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.engine.Layouts;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One row of a suite that measures against peers.
 *
 * @param layouts in which data lie before the time begins, for us and for peers
 * @param goal the best peer's time over ours that is asked for
 * @param bound what our time is held against besides
 */
record Case(Workload workload, Layouts layouts, double goal, Bound bound) {

  /** What no schedule can beat. */
  enum Bound {
    /** The machine's arithmetic, and its memory for every byte once. */
    ROOFLINE,
    /** Our own best copy of as many bytes. Nine tenths of it are as good as the goal. */
    COPY,
    /** Our own best reading of as many bytes. Nine tenths of it are as good as the goal. */
    READ
  }

  private static final double ENOUGH = 0.9;

  /** An op of the library at sizes over its defaults. */
  static Case of(String op, String sizes, Layouts layouts, double goal) {
    return new Case(Workload.of(op, Sizes.parse(sizes)), layouts, goal, Bound.ROOFLINE);
  }

  /** The op over inputs of which {@code func} may declare some constant. */
  static Case of(String op, Func func, String sizes, Layouts layouts, double goal) {
    Algorithm symbolic = Algorithm.of(func);
    Sizes given = Sizes.parse(sizes);
    return new Case(new Workload(op, op, symbolic, symbolic.with(given), given, Optional.empty()),
        layouts, goal, Bound.ROOFLINE);
  }

  /** The same held against another bound. */
  Case against(Bound other) {
    return new Case(workload, layouts, goal, other);
  }

  /** Whether a share of the bound is as good as the goal. */
  boolean isEnough(double share) {
    return bound != Bound.ROOFLINE && share >= ENOUGH;
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
    return "%s %s %s".formatted(op(), shape(), layouts.label());
  }
}

package dev.jacquard.benchmarks.overhead;

import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Schedule;

/** Pipelines of any length: stage {@code k} reads stage {@code k - 1}, the first one an image. */
final class Pipelines {

  private static final Var Y = var("y");
  private static final Var X = var("x");

  private Pipelines() {}

  /** One element of the stage before. */
  static Algorithm pointwise(int stages, Sizes sizes) {
    Source last = image();
    for (int k = 0; k < stages; k++) {
      last = func("f" + k, Y, X).is(last.at(Y, X).times(0.5f).plus(k));
    }
    return Algorithm.of((Func) last).with(sizes);
  }

  /** The mean of five elements of the stage before, edges repeated. */
  static Algorithm stencil(int stages, Sizes sizes) {
    Dim h = dim("h", 480);
    Dim w = dim("w", 640);
    Source last = image();
    for (int k = 0; k < stages; k++) {
      Source.Edged at = last.edge(Edge.CLAMP);
      last = func("f" + k, Y, X).is(at.at(Y, X)
          .plus(at.at(Y, X.minus(1))).plus(at.at(Y, X.plus(1)))
          .plus(at.at(Y.minus(1), X)).plus(at.at(Y.plus(1), X)).times(0.2f)).over(Y, h).over(X, w);
    }
    return Algorithm.of((Func) last).with(sizes);
  }

  private static Source image() {
    return input("A", DType.F32, dim("h", 480), dim("w", 640));
  }

  /** Every stage a kernel. */
  static Schedule roots(Algorithm algorithm) {
    Schedule schedule = Schedule.of(algorithm);
    for (Func func : algorithm.funcs()) {
      schedule = schedule.func(func).computeRoot();
    }
    return schedule;
  }

  /** Tiles of the last stage, each with its part of all stages before. */
  static Schedule tiles(Algorithm algorithm) {
    Func output = algorithm.outputs().getFirst();
    Schedule schedule = Schedule.of(algorithm).tile(Y, X, 32, 64).vectorize("x.inner", 16)
        .parallel("y.outer");
    for (Func func : algorithm.funcs().reversed()) {
      schedule = func.name().equals(output.name()) ? schedule
          : schedule.func(func.name()).computeAt(output, "x.outer").vectorize("x", 16);
    }
    return schedule;
  }
}

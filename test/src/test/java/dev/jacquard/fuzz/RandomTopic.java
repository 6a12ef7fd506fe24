package dev.jacquard.fuzz;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Programs for kinds of directives that hardly any other program would accept. */
final class RandomTopic {

  /**
   * Updates at once, loops that two Funcs share, values kept for later iterations, schedules that
   * Funcs carry, last inner loops that are not whole, two copies of what a loop fills.
   */
  enum Topic { ATOMIC, TOGETHER, WINDOW, CARRIED, TAIL, DOUBLE, NONE }

  private static final Var I = Dsl.var("i");
  private static final Var J = Dsl.var("j");
  private static final RVar R = Dsl.rvar("r", 3);
  private static final Dim N = Dsl.dim("n", 8);
  private static final Dim M = Dsl.dim("m", 8);
  private static final List<DType> TYPES = List.of(DType.F32, DType.I32, DType.U32);

  private final RandomGenerator random;
  private final DType type;
  private final List<Sample.Stage> stages = new ArrayList<>();

  private RandomTopic(RandomGenerator random) {
    this.random = random;
    this.type = TYPES.get(random.nextInt(TYPES.size()));
  }

  /** A sample without directives. */
  static Sample make(Topic topic, RandomGenerator random) {
    RandomTopic maker = new RandomTopic(random);
    switch (topic) {
      case ATOMIC -> maker.scatter();
      case TOGETHER -> maker.twins();
      case WINDOW, DOUBLE -> maker.stencils();
      case CARRIED, TAIL, NONE -> throw new IllegalArgumentException();
    }
    List<Sizes> sizes = new ArrayList<>();
    boolean symbolic = random.nextInt(4) == 0;
    for (int k = 0; k < (symbolic ? 2 : 1); k++) {
      sizes.add(Sizes.NONE.with("n", random.nextInt(1, 20)).with("m", random.nextInt(1, 20)));
    }
    return new Sample(maker.stages, sizes, symbolic, false, List.of());
  }

  private void add(String name, Expr definition, Range rows, Range columns) {
    stages.add(new Sample.Stage(name, List.of(I, J), List.of(rows, columns), definition,
        List.of()));
  }

  private Input source(String name, Expr rows, Expr columns) {
    return new Input(name, type, List.of(rows, columns), false);
  }

  /** {@code f0[in0[r0, r1] mod m] op= in1[r0, r1]}, and perhaps a reader. */
  private void scatter() {
    RVar r0 = Dsl.rvar("r0", N);
    RVar r1 = Dsl.rvar("r1", M);
    Expr at = new Input("in0", DType.I32, List.of(N, M), false).at(r0, r1).cast(DType.I64).rem(M);
    Expr given = source("in1", N, M).at(r0, r1);
    // Floats whose sums are exact: the oracle takes the terms of an update in their order.
    Expr term = type.isFloat() ? Dsl.floor(given.times(64)) : given;
    Expr old = new Input(RandomUpdate.SELF, type, List.of(M), false).at(at);
    Expr value = switch (random.nextInt(4)) {
      case 0 -> old.max(term);
      case 1 -> old.min(term);
      default -> old.plus(term);
    };
    stages.add(new Sample.Stage("f0", List.of(J), List.of(Range.to(M)), Dsl.lit(type, 0), List.of(
        new Sample.Change(List.of(at), List.of(r0, r1), random.nextInt(3) == 0
            ? term.gt(Dsl.lit(type, 0)) : null, value))));
    if (random.nextBoolean()) {
      add("f1", new Input("f0", type, List.of(M), false).at(J).plus(source("in1", N, M).at(I, J)),
          Range.to(N), Range.to(M));
    }
  }

  /** Two Funcs of one input, and one that reads both. */
  private void twins() {
    Input in = source("in0", N, M);
    add("f0", in.at(I, J).plus(in.edge(Edge.CLAMP).at(I.plus(1), J)), Range.to(N), Range.to(M));
    Expr sum = Dsl.sum(R, in.edge(Edge.CLAMP).at(I.plus(R).minus(1), J));
    boolean longer = random.nextInt(4) == 0;
    Expr rows = longer ? N.plus(2) : N;
    add("f1", sum, Range.to(rows), Range.to(M));
    add("f2", source("f0", N, M).at(I, J).times(source("f1", rows, M).at(I, J)), Range.to(N),
        Range.to(M));
  }

  /** Sums of a few rows, or of a few columns, of what is made before. */
  private void stencils() {
    int steps = random.nextInt(1, 3);
    Expr rows = N.plus(4);
    Expr columns = M.plus(4);
    add("f0", source("in0", N, M).edge(Edge.CLAMP).at(I.minus(1), J).plus(Dsl.lit(type, 1)),
        Range.to(rows), Range.to(columns));
    for (int k = 1; k <= steps; k++) {
      Input before = source("f" + (k - 1), rows, columns);
      boolean down = random.nextInt(3) > 0;
      Expr sum = before.at(I, J);
      for (int t = 1; t <= 2; t++) {
        sum = sum.plus(before.at(down ? I.plus(t) : I, down ? J : J.plus(t)));
      }
      rows = down ? rows.minus(2) : rows;
      columns = down ? columns : columns.minus(2);
      add("f" + k, sum, Range.to(rows), Range.to(columns));
    }
  }
}

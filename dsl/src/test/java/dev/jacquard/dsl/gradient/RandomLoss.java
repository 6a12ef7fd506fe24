package dev.jacquard.dsl.gradient;

import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.select;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Var;
import java.util.Random;

/** A loss of a vector and of weights, through a few random stages. */
final class RandomLoss {

  private static final int LENGTH = 7;
  static final Input VALUES = input("V", F64, lit(LENGTH));
  static final Input WEIGHTS = input("W", F64, lit(3));
  private static final Input INDEX = input("Index", I32, lit(LENGTH));
  private static final Var I = var("i");
  private static final RVar K = rvar("k");

  private final Random random;

  private RandomLoss(long seed) {
    this.random = new Random(seed);
  }

  static Func of(long seed) {
    RandomLoss one = new RandomLoss(seed);
    Source stage = VALUES;
    int stages = 2 + one.random.nextInt(3);
    for (int s = 0; s < stages; s++) {
      stage = func("S" + s, I).is(one.step(stage)).over(I, LENGTH);
    }
    RVar p = rvar("p");
    Expr weight = WEIGHTS.at(p.rem(3));
    Expr term = stage.at(p).times(stage.at(p)).plus(VALUES.at(p).times(VALUES.at(p)))
        .times(weight).times(weight);
    return func("L").is(sum(p, term));
  }

  private Expr step(Source x) {
    return switch (random.nextInt(9)) {
      case 0 -> Dsl.tanh(x.at(I));
      case 1 -> Dsl.exp(x.at(I).min(1.0)).plus(x.at(I));
      case 2 -> x.at(I).times(VALUES.edge(edge()).at(I.plus(1)));
      case 3 -> sum(K, x.edge(edge()).at(I.plus(K).minus(1)).times(WEIGHTS.at(K)));
      case 4 -> x.at(lit(LENGTH - 1).minus(I)).minus(x.at(I));
      case 5 -> x.at(INDEX.at(I).cast(I64).clamp(lit(0), lit(LENGTH - 1)));
      case 6 -> select(x.at(I).gt(0), x.at(I), x.at(I).times(0.1));
      case 7 -> x.at(I).minus(max(rvar("m"), x.at(rvar("m"))));
      default -> x.at(I).div(x.at(I).times(x.at(I)).plus(1));
    };
  }

  private Edge edge() {
    return switch (random.nextInt(4)) {
      case 0 -> Edge.CLAMP;
      case 1 -> Edge.WRAP;
      case 2 -> Edge.MIRROR;
      default -> Edge.constant(0);
    };
  }
}

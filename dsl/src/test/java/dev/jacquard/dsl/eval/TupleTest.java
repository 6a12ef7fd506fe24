package dev.jacquard.dsl.eval;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.arg;
import static dev.jacquard.dsl.Dsl.argmax;
import static dev.jacquard.dsl.Dsl.argmin;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.select;
import static dev.jacquard.dsl.Dsl.tuple;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import org.junit.jupiter.api.Test;

/** Funcs of several values a point. */
class TupleTest {

  private static final Var I = var("i");
  private static final RVar R = rvar("r");
  private static final Input V = input("V", F32, lit(6));
  private static final Tensor VALUES = Counted.of(F32, 3, -1, 7, Double.NaN, 7, -1);

  private static void gives(Func func, String output, double... expected) {
    assertArrayEquals(expected, Counted.values(func, output, VALUES));
  }

  @Test
  void valuesOfEveryType() {
    Func pair = func("T", I).is(tuple(V.at(I).times(2), V.at(I).gt(3), I));
    assertArrayEquals(new double[] {2, 4, 6, 8, 10, 12}, Counted.values(pair, "T.v0"));
    assertArrayEquals(new double[] {0, 0, 0, 1, 1, 1}, Counted.values(pair, "T.v1"));
    assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, Counted.values(pair, "T.v2"));
    Func reader = func("U", I).is(select(pair.value(1).at(I), pair.value(0).at(I), lit(-1.0)));
    assertArrayEquals(new double[] {-1, -1, -1, 8, 10, 12}, Counted.values(reader));
  }

  @Test
  void ofEqualExtremesTheFirstAndNeverNan() {
    gives(func("M").is(argmax(R, V.at(R))), "M", 2);
    gives(func("M").is(argmin(R, V.at(R))), "M", 1);
    Func pair = func("M").is(arg(Reduction.MAX, R, V.at(R)));
    gives(pair, "M.v0", 7);
    gives(pair, "M.v1", 2);
  }

  @Test
  void anArgmaxInsideAnExpression() {
    gives(func("D").is(V.at(argmax(R, V.at(R)).clamp(lit(0), lit(5))).plus(1)), "D", 8);
  }

  @Test
  void aScanOfPairs() {
    Func start = func("C", I).is(tuple(V.at(I), I));
    Func best = start.update(R).is(c -> {
      Expr keep = c.value(0).at(R.minus(1)).ge(c.value(0).at(R));
      return tuple(select(keep, c.value(0).at(R.minus(1)), c.value(0).at(R)),
          select(keep, c.value(1).at(R.minus(1)), c.value(1).at(R)));
    });
    Tensor values = Counted.of(F32, 3, 1, 4, 4, 5, 2);
    assertArrayEquals(new double[] {3, 3, 4, 4, 5, 5}, Counted.values(best, "C.v0", values));
    assertArrayEquals(new double[] {0, 0, 2, 2, 4, 4}, Counted.values(best, "C.v1", values));
  }

  /** Both new values are computed from the old ones before either is written. */
  @Test
  void valuesChangePlacesInOneUpdate() {
    Func start = func("C", I).is(tuple(V.at(I), V.at(I).times(10)));
    Func swapped = start.update(I).is(c -> tuple(c.value(1).at(I), c.value(0).at(I)));
    assertArrayEquals(new double[] {10, 20, 30, 40, 50, 60}, Counted.values(swapped, "C.v0"));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, Counted.values(swapped, "C.v1"));
  }
}

package dev.jacquard.dsl.eval;

import static dev.jacquard.dsl.DType.F64;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I64;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.abs;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.select;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import org.junit.jupiter.api.Test;

/** What stages of a Func do to it, one after the other. */
class UpdateTest {

  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final RVar R = rvar("r");
  private static final RVar S = rvar("s");
  private static final Input V = input("V", F64, lit(6));
  private static final Input A = input("A", F64, lit(2), lit(3));
  private static final Func START = func("C", I).is(V.at(I));

  private static void gives(Func func, double... expected) {
    assertArrayEquals(expected, Counted.values(func), 1e-12);
  }

  @Test
  void inclusiveScan() {
    gives(START.update(R).is(c -> c.at(R.minus(1)).plus(c.at(R))), 1, 3, 6, 10, 15, 21);
  }

  @Test
  void exclusiveScan() {
    gives(func("C", I).is(lit(F64, 0)).over(I, 6).update(R)
        .is(c -> c.at(R.minus(1)).plus(V.at(R.minus(1)))), 0, 1, 3, 6, 10, 15);
  }

  @Test
  void segmentedScan() {
    Expr first = R.rem(3).eq(0);
    gives(START.update(R).is(c -> select(first, c.at(R),
        c.edge(Edge.CLAMP).at(R.minus(1)).plus(c.at(R)))), 1, 3, 6, 4, 9, 15);
  }

  @Test
  void aRowEachWithAFreeIndex() {
    gives(func("C", I, J).is(A.at(I, J)).update(I, R)
        .is(c -> c.at(I, R.minus(1)).plus(c.at(I, R))), 1, 3, 6, 4, 9, 15);
  }

  @Test
  void recurrenceForthAndBack() {
    RVar back = rvar("back", 5);
    Func forth = START.update(R).is(y -> y.at(R).plus(y.at(R.minus(1)).times(0.5)));
    Func both = forth.update(lit(4).minus(back))
        .is(y -> y.at(lit(4).minus(back)).plus(y.at(lit(5).minus(back)).times(0.25)));
    double[] y = {1, 2, 3, 4, 5, 6};
    for (int k = 1; k < 6; k++) {
      y[k] += y[k - 1] * 0.5;
    }
    for (int k = 4; k >= 0; k--) {
      y[k] += y[k + 1] * 0.25;
    }
    gives(both, y);
  }

  @Test
  void cumulativeMaximum() {
    gives(func("C", I).is(abs(V.at(I).minus(3))).update(R)
        .is(c -> c.at(R.minus(1)).max(c.at(R))), 2, 2, 2, 2, 2, 3);
  }

  @Test
  void histogramCountsEachValue() {
    Input data = input("D", U8, lit(4), lit(5));
    gives(func("H", I).is(lit(I32, 0)).over(I, 3).update(data.at(R, S).cast(I64).rem(3)).plus(1),
        6, 7, 7);
  }

  @Test
  void ofTwoWritesToOnePlaceTheLaterStays() {
    RVar all = rvar("all", 6);
    gives(func("C", I).is(lit(F64, 0)).over(I, 3).update(all.rem(2)).is(V.at(all)), 5, 6, 0);
  }

  @Test
  void rowsAreAddedWhereAnIndexSays() {
    Input index = input("At", I32, lit(2));
    Expr row = index.at(R).cast(I64).minus(1).clamp(lit(0), lit(1)).rem(2);
    gives(func("C", I, J).is(lit(F64, 100)).over(I, 3).over(J, 3).update(row, J)
        .plus(A.at(R, J)), 101, 102, 103, 104, 105, 106, 100, 100, 100);
  }

  @Test
  void newtonStopsWhereItHasConverged() {
    RVar step = rvar("step", 60);
    Func guess = func("X", I).is(V.at(I));
    Expr far = abs(guess.at(I).times(guess.at(I)).minus(V.at(I))).gt(1e-13);
    gives(guess.update(I).over(step).where(far)
        .is(x -> x.at(I).plus(V.at(I).div(x.at(I))).times(0.5)),
        1, Math.sqrt(2), Math.sqrt(3), 2, Math.sqrt(5), Math.sqrt(6));
  }

  @Test
  void whatIsNotReachedStays() {
    RVar half = rvar("half", lit(1), lit(2));
    gives(START.update(half).times(lit(10.0)), 1, 20, 30, 4, 5, 6);
    gives(START.update(R).where(R.rem(2).eq(0)).max(lit(4.0)), 4, 2, 4, 4, 5, 6);
  }

  @Test
  void aConditionThatReadsTheFuncSeesWhatWasWritten() {
    Func start = func("C", I).is(V.at(I));
    gives(start.update(R).where(start.at(R.minus(1)).lt(3)).is(c -> c.at(R.minus(1)).plus(1)),
        1, 2, 3, 4, 5, 6);
    gives(start.update(R).where(start.at(R.minus(1)).lt(3)).is(c -> c.at(R.minus(1)).plus(5)),
        1, 6, 3, 4, 5, 6);
  }

  @Test
  void orderOfLoopsIsTheirAppearanceOrAsSaid() {
    Func zero = func("C").is(lit(F64, 0));
    double[] rows = {1, 2, 3, 4, 5, 6};
    double[] columns = {1, 4, 2, 5, 3, 6};
    assertEquals(folded(rows), Counted.values(
        zero.update().is(c -> c.at().times(10).plus(A.at(R, S))))[0]);
    assertEquals(folded(columns), Counted.values(
        zero.update().over(S, R).is(c -> c.at().times(10).plus(A.at(R, S))))[0]);
  }

  private static double folded(double[] digits) {
    double number = 0;
    for (double digit : digits) {
      number = number * 10 + digit;
    }
    return number;
  }

  @Test
  void readersSeeTheLastStage() {
    Func sums = START.update(R).is(c -> c.at(R.minus(1)).plus(c.at(R)));
    gives(func("D", I).is(sums.at(I).minus(sums.edge(Edge.constant(0)).at(I.minus(1)))),
        1, 2, 3, 4, 5, 6);
  }

  @Test
  void anEmptyPieceOfDataLeavesTheStart() {
    Input none = input("N", I32, lit(3));
    Tensor negative = Counted.of(I32, -1, -2, -3);
    Func counts = func("H", I).is(lit(I32, 7)).over(I, 2)
        .update(none.at(R).cast(I64).clamp(lit(0), lit(1))).where(none.at(R).ge(0)).plus(1);
    assertArrayEquals(new double[] {7, 7}, Counted.values(counts, negative));
  }
}

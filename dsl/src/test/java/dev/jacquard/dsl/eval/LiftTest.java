package dev.jacquard.dsl.eval;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lift;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A dimension more, and dimensions by name. */
class LiftTest {

  private static final Var I = var("i");
  private static final RVar R = rvar("r");
  private static final Dim M = dim("m", 2);
  private static final Dim K = dim("k", 3);
  private static final Dim BATCH = dim("batch", 2);
  private static final Input A = input("A", F32, M, K);
  private static final Input X = input("X", F32, K);

  /** Rows of A by X. */
  private static Func product() {
    return func("C", I).is(sum(R, A.at(I, R).times(X.at(R))));
  }

  @Test
  void eachSliceIsTheOpOfTheSlice() {
    assertArrayEquals(new double[] {14, 32, 50, 68},
        Counted.values(lift(product(), BATCH, A)), "A(2, 2, 3), X shared");
    assertArrayEquals(new double[] {14, 32, 32, 77},
        Counted.values(lift(product(), BATCH, X)), "X(2, 3), A shared");
    assertArrayEquals(new double[] {14, 32, 122, 167},
        Counted.values(lift(product(), BATCH, A, X)), "both");
  }

  @Test
  void liftsCompose() {
    Func both = lift(lift(product(), BATCH, A), dim("draw", 2), X);
    assertArrayEquals(new double[] {14, 32, 50, 68, 32, 77, 122, 167}, Counted.values(both));
  }

  @Test
  void whatDoesNotDependIsShared() {
    Func square = func("Square", I).is(X.at(I).times(X.at(I)));
    Func scaled = func("D", I).is(square.at(I).plus(A.at(lit(0), I)));
    Algorithm lifted = Algorithm.of(lift(scaled, BATCH, A));
    assertEquals(1, lifted.funcs().stream().filter(f -> f.name().equals("Square")).findFirst()
        .orElseThrow().rank());
  }

  @Test
  void allStagesOfAnUpdate() {
    Func sums = func("C", I).is(X.at(I)).update(R).is(c -> c.at(R.minus(1)).plus(c.at(R)));
    assertArrayEquals(new double[] {1, 3, 6, 4, 9, 15}, Counted.values(lift(sums, BATCH, X)));
  }

  @Test
  void orderOfStorageChangesNothing() {
    Input turned = input("A", F32, K, M);
    Func byName = func("C", I).is(sum(R, A.at(Map.of("k", R, "m", I)).times(X.at(R))));
    Func ofTurned = func("C", I).is(sum(R, turned.at(Map.of("m", I, "k", R)).times(X.at(R))));
    Tensor rows = Counted.counting(F32, 2, 3);
    Tensor columns = rows.permute(1, 0);
    Tensor x = Counted.counting(F32, 3);
    assertArrayEquals(Counted.values(byName, rows, x), Counted.values(ofTurned, columns, x));
    assertArrayEquals(new double[] {14, 32}, Counted.values(product(), rows, x));
  }

  @Test
  void namesOfFuncsAreThoseOfIndices() {
    Var j = var("j");
    Func outer = func("O", I, j).is(X.at(I).times(10).plus(X.at(j)));
    Func reader = func("T", I).is(outer.at(Map.of("j", I, "i", lit(2))));
    assertArrayEquals(new double[] {31, 32, 33}, Counted.values(reader));
  }
}

package dev.jacquard.schedule.error;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.lower.Lower;
import org.junit.jupiter.api.function.Executable;

/** Programs to be scheduled wrongly, and assertions on the message. */
final class Mistake {

  static final Dim N = dim("n", 20);
  static final Var I = var("i");
  static final Var J = var("j");
  static final RVar R = rvar("r");
  static final Input A = input("A", F32, N, N);
  static final Input B = input("B", F32, N, N);

  private Mistake() {}

  /** {@code C[i, j] = sum(r: A[i, r] * B[r, j])}. */
  static Schedule matmul() {
    return Schedule.of(func("C", I, J).is(sum(R, A.at(I, R).times(B.at(R, J)))));
  }

  /** {@code S[i, j] = A[i, j] * 2}. */
  static Schedule pure() {
    return Schedule.of(func("S", I, J).is(A.at(I, J).times(2)));
  }

  /** {@code g = A * 3; h = g[i - 1] + g[i]} along columns. */
  static Schedule smooth() {
    Func g = func("g", I, J).is(A.at(I, J).times(3));
    return Schedule.of(func("h", I, J).is(g.edge(Edge.CLAMP).at(I.minus(1), J).plus(g.at(I, J))));
  }

  /** {@code w = sum of rows of A; q = w / 2; z = w + q}. */
  static Schedule shared() {
    Func w = func("w", I).is(sum(R, A.at(I, R)));
    Func q = func("q", I).is(w.at(I).div(2));
    return Schedule.of(func("z", I).is(w.at(I).plus(q.at(I))));
  }

  /** {@code w = sum of rows of A; q = w / 2; z = 3 * q}. */
  static Schedule chain() {
    Func w = func("w", I).is(sum(R, A.at(I, R)));
    Func q = func("q", I).is(w.at(I).div(2));
    return Schedule.of(func("z", I).is(q.at(I).times(3)));
  }

  /** The message, with the number of the line in this test's source as {@code LINE}. */
  static void assertMessage(String expected, Executable mistake) {
    String message = assertThrows(UserError.class, mistake).getMessage();
    assertEquals(expected, message.replaceAll("(\\w+Test\\.java):\\d+", "$1:LINE"));
  }

  /** The same for a fault that shows when sizes are known. */
  static void assertLowering(String expected, Schedule schedule, String sizes) {
    assertMessage(expected, () -> Lower.lower(
        schedule.nest().algorithm().with(Sizes.parse(sizes)), schedule));
  }
}

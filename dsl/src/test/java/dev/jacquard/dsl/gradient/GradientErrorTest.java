package dev.jacquard.dsl.gradient;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.Dsl.call;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.gradient;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.reduce;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.tuple;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.MathFunction;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has no derivative, or none yet. */
class GradientErrorTest {

  private static final Var I = var("i");
  private static final RVar R = rvar("r");
  private static final Input V = input("V", F32, lit(6));
  private static final Func SUM = func("L").is(sum(R, V.at(R)));

  private static void refused(Class<? extends Exception> type, String message, Func loss,
      Input input) {
    Exception thrown = assertThrows(type, () -> gradient(loss, input));
    String actual = thrown instanceof UserError error ? error.reason() : thrown.getMessage();
    assertEquals(message, actual.replaceAll("java:\\d+", "java:0"));
  }

  @Test
  void aLossIsOneFloat() {
    refused(UserError.class, "The gradient of D: it has the indices [i], and a loss has none. Sum "
        + "it.", func("D", I).is(V.at(I)), V);
    refused(UserError.class, "The gradient of L: it is i32, and a loss is a float. Cast it before "
        + "summing.", func("L").is(sum(R, V.at(R).cast(I32))), V);
  }

  @Test
  void theInputIsAFloatThatIsRead() {
    refused(UserError.class, "The gradient of L: it does not read B. It reads: V. Name one of "
        + "these.", SUM,
        input("B", F32, lit(6)));
    Input whole = input("N", I32, lit(6));
    refused(UserError.class, "The gradient of L: N is i32; only floats have a gradient. Leave it "
        + "out, or declare it as a float.",
        func("L").is(sum(R, whole.at(R).cast(F32))), whole);
    refused(UserError.class, "The gradient of L: it hangs on V through integers alone, which have "
        + "no gradient. Compute in floats.", func("L").is(sum(R, V.at(R).cast(I32).cast(F32))), V);
  }

  @Test
  void whatHasNoDerivativeYetIsNamed() {
    Func scan = func("C", I).is(V.at(I)).update(R).is(c -> c.at(R.minus(1)).plus(c.at(R)));
    refused(Unsupported.class, "The gradient of L: it flows through the update of C at "
        + "GradientErrorTest.java:0, for which there is no derivative yet. Write it without "
        + "updates and tuples.",
        func("L").is(scan.at(lit(5))), V);
    Func pair = func("P", I).is(tuple(V.at(I), V.at(I)));
    refused(Unsupported.class, "The gradient of L: it flows through the tuple P at "
        + "GradientErrorTest.java:0, for which there is no derivative yet. Write it without "
        + "updates and tuples.",
        func("L").is(sum(R, pair.value(1).at(R))), V);
    Reducer add = Reducer.of("add", List.of(lit(0.0)),
        (a, b) -> List.of(a.get(0).plus(b.get(0))));
    refused(Unsupported.class, "The gradient flows through the reducer add of L, for which there "
        + "is no derivative yet. Write it with sum, prod, min or "
        + "max.", func("L").is(reduce(add, R, V.at(R))), V);
    refused(Unsupported.class, "The gradient flows through lgamma of Func L.sum, for which there "
        + "is no derivative yet. Write it with functions that have one, such as exp, log and sqrt.",
        func("L").is(sum(R, call(MathFunction.LGAMMA, V.at(R))).plus(1)), V);
  }
}

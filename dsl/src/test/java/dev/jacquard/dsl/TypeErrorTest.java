package dev.jacquard.dsl;

import static dev.jacquard.dsl.DType.BF16;
import static dev.jacquard.dsl.DType.BOOL;
import static dev.jacquard.dsl.DType.F16;
import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I8;
import static dev.jacquard.dsl.DType.U32;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.absoluteDifference;
import static dev.jacquard.dsl.Dsl.exp;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.isnan;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.max;
import static dev.jacquard.dsl.Dsl.popcount;
import static dev.jacquard.dsl.Dsl.prod;
import static dev.jacquard.dsl.Dsl.roundingShiftRight;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.saturatingAdd;
import static dev.jacquard.dsl.Dsl.saturatingCast;
import static dev.jacquard.dsl.Dsl.select;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.data.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The smallest wrong use of each type and scalar function, and all that the user reads. */
class TypeErrorTest {

  private static final Var I = var("i");
  private static final RVar R = rvar("r");
  private static final Input H = input("H", F16, lit(4));
  private static final Input B = input("B", BF16, lit(4));
  private static final Input X = input("X", F32, lit(4));
  private static final Input U = input("U", U8, lit(4));
  private static final Input S = input("S", I8, lit(4));
  private static final Input T = input("T", BOOL, lit(4));

  private static void fails(String message, Executable program) {
    failsSomewhere("At TypeErrorTest.java:0: " + message, program);
  }

  private static void failsSomewhere(String message, Executable program) {
    String actual = assertThrows(UserError.class, program).getMessage();
    assertEquals(message, actual.replaceAll("java:\\d+", "java:0"));
  }

  @Test
  void smallFloatsOfTwoKinds() {
    fails("H[i] + B[i] mixes f16 and bf16, and neither holds every value of the other. Cast one "
        + "side: x.cast(F32).", () -> H.at(I).plus(B.at(I)));
    fails("H[i] or B[i] mixes f16 and bf16, and neither holds every value of the other. Cast one "
        + "side: x.cast(F32).", () -> select(X.at(I).lt(0), H.at(I), B.at(I)));
  }

  @Test
  void smallFloatWithAWideInteger() {
    Input n = input("N", I32, lit(4));
    fails("H[i] * N[i] mixes f16 and i32, and neither holds every value of the other. Cast one "
        + "side: x.cast(F32).", () -> H.at(I).times(n.at(I)));
  }

  @Test
  void accumulatorsThatCannotCompute() {
    fails("sum of H[r] cannot accumulate in f16, in which nothing is computed. Accumulate in F32 "
        + "and cast the result: .cast(F16).", () -> sum(R, H.at(R), F16));
    fails("max of B[r] cannot accumulate in bf16, in which nothing is computed. Accumulate in F32 "
        + "and cast the result: .cast(BF16).", () -> max(R, B.at(R), BF16));
    fails("sum of X[r], which is f32, cannot accumulate in i32. Cast the terms: x.cast(I32).",
        () -> sum(R, X.at(R), I32));
    fails("prod of U[r], which is u8, cannot accumulate in bool. Cast the terms: x.cast(BOOL).",
        () -> prod(R, U.at(R), BOOL));
  }

  @Test
  void bitsOfFloats() {
    fails("popcount(X[i]) needs an integer; it is f32. Cast it: x.cast(I32).",
        () -> popcount(X.at(I)));
    fails("<< does not apply to H[i] (f16) and 2 (i64). Cast them to an integer: "
        + "x.cast(I32).", () -> H.at(I).shl(2));
    fails("add_sat(X[i]) needs an integer; it is f32. Cast it: x.cast(I32).",
        () -> saturatingAdd(X.at(I), X.at(I)));
    fails("roundingShiftRight(X[i], 2) needs an integer and a distance from 0 to its width - 1; it "
        + "is f32. Cast it, or give another distance.", () -> roundingShiftRight(X.at(I), 2));
    fails("roundingShiftRight(U[i], 8) needs an integer and a distance from 0 to its width - 1; it "
        + "is u8. Cast it, or give another distance.", () -> roundingShiftRight(U.at(I), 8));
  }

  @Test
  void functionsOfTwoTypes() {
    fails("abs_diff(U[i], S[i]) mixes u8 and i8, and neither holds every value of the other. Cast "
        + "one side: x.cast(I8).", () -> absoluteDifference(U.at(I), S.at(I)));
  }

  @Test
  void floatFunctionsOfIntegers() {
    fails("exp(U[i]) needs a float; it is u8. Cast it: x.cast(F32).", () -> exp(U.at(I)));
    fails("isnan(U[i]) needs a float; it is u8, of which every value is finite. Leave it out.",
        () -> isnan(U.at(I)));
  }

  @Test
  void saturatingToOrFromNoInteger() {
    fails("saturatingCast(U8, T[i]) needs a number and an integer type; it is bool. Use "
        + "x.cast(U8).", () -> saturatingCast(U8, T.at(I)));
    fails("saturatingCast(BOOL, U[i]) needs a number and an integer type; it is u8. Use "
        + "x.cast(BOOL).", () -> saturatingCast(BOOL, U.at(I)));
    fails("saturatingCast(F16, X[i]) needs a number and an integer type; it is f32. Use "
        + "x.cast(F16).", () -> saturatingCast(F16, X.at(I)));
  }

  @Test
  void randomNumbersOfWhatIsNoCounter() {
    fails("The seed and the counter of Philox are integers; X[i] is f32. Cast it: x.cast(U32).",
        () -> Philox.uniform(1, X.at(I)));
    fails("Philox gives the words 0 to 3 for a counter of one to four integers; asked for is word "
        + "0 of 0. Stay within these.", () -> Philox.bits(1));
    fails("Philox gives the words 0 to 3 for a counter of one to four integers; asked for is word "
        + "4 of 1. Stay within these.", () -> Philox.word(4, lit(1), I));
  }

  @Test
  void narrowingWithoutACast() {
    fails("The update of F gives X[i], which is f32; the Func is f16. Cast it: x.cast(F16).",
        () -> func("F", I).is(H.at(I)).update(I).is(X.at(I)));
  }

  @Test
  void indicesThatAreFloats() {
    fails("An index of X must be an integer; H[i] is f16. Cast it: x.cast(I64).",
        () -> X.at(H.at(I)));
  }

  @Test
  void tensorsOfTypesThatCannotHoldAMagnitude() {
    failsSomewhere("At TypeErrorTest.java:0: Magnitude 257 is not possible for bf16. Give one in "
        + "1..256.",
        () -> Tensor.smallIntegers(BF16, 1, 257, 4));
    failsSomewhere("At TypeErrorTest.java:0: Cannot reinterpret f32 as f16. Name a type of the "
        + "same width other than bool.",
        () -> Tensor.zeros(F32, 4).bitCast(F16));
  }

  @Test
  void callsWithTooFewArguments() {
    fails("mul_hi takes 2 arguments; it was given 1. Give as many as it takes.",
        () -> Dsl.call(MathFunction.MUL_HI, U.at(I)));
    assertEquals(U32, Philox.bits(1, I).type());
  }
}

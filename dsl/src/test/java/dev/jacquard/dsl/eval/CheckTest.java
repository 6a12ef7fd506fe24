package dev.jacquard.dsl.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckTest {

  private static final int TERMS = 5000;
  private static final Tensor VALUES = Tensor.random(DType.F32, 3, TERMS);
  private static final RVar R = Dsl.rvar("r");
  private static final Func SUM =
      Dsl.func("S").is(Dsl.sum(R, Dsl.input("X", DType.F32, Dsl.lit(TERMS)).at(R)));

  private static Check checkSum(float sum) {
    return Check.of(Eval.of(SUM, VALUES), Tensor.of(new float[] {sum}).reshape());
  }

  @Test
  void anyOrderOfASumIsRight() {
    float[] x = VALUES.toFloatArray();
    float forward = 0;
    float backward = 0;
    float[] lanes = new float[16];
    for (int i = 0; i < TERMS; i++) {
      forward += x[i];
      backward += x[TERMS - 1 - i];
      lanes[i % 16] += x[i];
    }
    float vectorized = 0;
    for (float lane : lanes) {
      vectorized += lane;
    }
    assertTrue(checkSum(forward).ok() && checkSum(backward).ok() && checkSum(vectorized).ok());
    assertTrue(forward != backward, "the orders should round differently");
  }

  @Test
  void aMissingTermIsFound() {
    double sum = Eval.of(SUM, VALUES).values().getDoubleAt(0);
    Check check = checkSum((float) (sum - 0.25));
    assertFalse(check.ok());
    assertEquals(0.25, check.maxAbsError(), 1e-4);
  }

  @Test
  void theMessageNamesTheWorst() {
    Var i = Dsl.var("i");
    Var j = Dsl.var("j");
    Func f = Dsl.func("F", i, j).is(i.times(10).plus(j).cast(DType.I32)).over(i, 2).over(j, 3);
    Tensor actual = Tensor.of(new int[] {0, 1, 2, 10, 21, 13}, 2, 3);
    Check check = Check.of(Eval.of(f), actual);
    assertEquals("F: 2 of 6 values are wrong; worst at [1, 1]: expected 11, got 21, off by 10, "
        + "allowed 0.", check.message());
    assertEquals(2, check.wrong());
    assertEquals("F: all 6 values are right.",
        Check.of(Eval.of(f), Tensor.of(new int[] {0, 1, 2, 10, 11, 12}, 2, 3)).message());
  }

  @Test
  void nanAndInfinityEqualThemselves() {
    Tensor values = Tensor.of(new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1, 1});
    Result expected = new Result("F", DType.F32, new long[] {4}, values, Optional.empty(),
        Optional.empty());
    assertTrue(Check.of(expected,
        Tensor.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1, 1})).ok());
    Check wrong = Check.of(expected,
        Tensor.of(new float[] {1, Float.NEGATIVE_INFINITY, Float.NaN, 1}));
    assertEquals(3, wrong.wrong());
  }

  @Test
  void aByteOnTheBoundaryMayBeEither() {
    Input x = Dsl.input("X", DType.F32, Dsl.lit(2));
    Func f = Dsl.func("F", Eval.I).is(Dsl.rint(x.at(Eval.I).times(0.1)).cast(DType.U8));
    Result result = Eval.of(f, Tensor.of(new float[] {25, 27}));
    assertTrue(Check.of(result, Tensor.of(new byte[] {2, 3}).bitCast(DType.U8)).ok());
    assertTrue(Check.of(result, Tensor.of(new byte[] {3, 3}).bitCast(DType.U8)).ok());
    assertFalse(Check.of(result, Tensor.of(new byte[] {2, 2}).bitCast(DType.U8)).ok());
  }

  @Test
  void valuesThatCannotBeJudgedAreCounted() {
    Input x = Dsl.input("X", DType.F32, Dsl.lit(2));
    Func f = Dsl.func("F", Eval.I).is(Dsl.exp(x.at(Eval.I)));
    Result result = Eval.of(f, Tensor.of(new float[] {0, 100}));
    Check check = Check.of(result, Tensor.of(new float[] {1, Float.POSITIVE_INFINITY}));
    assertEquals("F: all 1 values are right, 1 not judged.", check.message());
  }

  @Test
  void anotherShapeIsRefused() {
    UserError error = assertThrows(UserError.class,
        () -> Check.of(Eval.of(SUM, VALUES), Tensor.of(new float[] {1, 2})));
    assertEquals("Output S is f32[]; the tensor to check is f32[2]. Give one of the type and shape "
        + "of the output.", error.reason());
  }

  @Test
  void candidatesAreHeldAgainstATrustedRun() {
    Tensor trusted = Tensor.of(new float[] {1, 2, 3});
    assertTrue(Check.against("F", trusted, Tensor.of(new float[] {1, 2.001f, 3}), 0.01).ok());
    assertEquals("F: 1 of 3 values are wrong; worst at [2]: expected 3.0, got 4.0, off by 1, "
        + "allowed 0.0100.",
        Check.against("F", trusted, Tensor.of(new float[] {1, 2, 4}), 0.01).message());
  }

  @Test
  void wideIntegersMustBeEqualToTheLastBit() {
    Tensor trusted = Tensor.of(new long[] {(1L << 60) + 1});
    assertFalse(Check.against("F", trusted, Tensor.of(new long[] {1L << 60}), 0).ok());
  }
}

package dev.jacquard.dsl;

import static dev.jacquard.dsl.DType.BF16;
import static dev.jacquard.dsl.DType.F16;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmallFloatsTest {

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void everyValueIsItsOwnNearest(DType type) {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = SmallFloats.decode(type, (short) bits);
      short back = SmallFloats.encode(type, (double) value);
      assertTrue(Float.isNaN(value) ? Float.isNaN(SmallFloats.decode(type, back))
          : back == (short) bits, type + " " + Integer.toHexString(bits));
    }
  }

  /** Beside each pair of neighbours: their middle, which goes to the even one, and around it. */
  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16"})
  void roundsOnceToNearestTiesToEven(DType type) {
    int largest = type == F16 ? 0x7BFF : 0x7F7F;
    for (int bits = 0; bits < largest; bits++) {
      double low = SmallFloats.decode(type, (short) bits);
      double high = SmallFloats.decode(type, (short) (bits + 1));
      double middle = (low + high) / 2;
      assertEquals(bits % 2 == 0 ? low : high, type.round(middle));
      assertEquals(low, type.round(Math.nextDown(middle)));
      assertEquals(high, type.round(Math.nextUp(middle)));
      assertEquals(-high, type.round(-Math.nextUp(middle)));
    }
  }

  @Test
  void beyondTheLargestIsInfinity() {
    assertEquals(65504, F16.round(65519.999));
    assertEquals(Double.POSITIVE_INFINITY, F16.round(65520));
    assertEquals(Double.NEGATIVE_INFINITY, F16.round(-1e300));
    assertEquals(BF16.maxDouble(), BF16.round(BF16.maxDouble() * 1.001));
    assertEquals(Double.POSITIVE_INFINITY, BF16.round(Float.MAX_VALUE));
    assertEquals(Double.NaN, BF16.round(Double.NaN));
    assertEquals(Double.NaN, F16.round(Float.intBitsToFloat(0x7F800001)));
    assertEquals(Double.NaN, BF16.round(Float.intBitsToFloat(0x7F800001)));
  }

  @Test
  void roundingADoubleIsNotRoundingTwice() {
    double tie = 1 + 0x1p-11;
    assertEquals(1 + 0x1p-10, F16.round(tie + 0x1p-40));
    assertEquals(1, F16.round((float) (tie + 0x1p-40)));
  }

  @Test
  void widthsAndPrecision() {
    assertEquals(0x1p-10, F16.epsilon());
    assertEquals(0x1p-7, BF16.epsilon());
    assertEquals(65504, F16.maxDouble());
    assertEquals(DType.F32, F16.computed());
    assertEquals(DType.F64, DType.F64.computed());
  }
}

package dev.jacquard.tune.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockTest {

  @ParameterizedTest
  @EnumSource(DType.class)
  void readsWhatTheTensorHolds(DType type) {
    Tensor tensor = Tensor.random(type, 5, 10);
    double[] values = new Block(tensor, 4).read(3, 4);
    for (int i = 0; i < 4; i++) {
      assertEquals(tensor.getDoubleAt(3 + i), values[i], type + " " + i);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void comparisonFindsADifferenceOfOneAnywhere(DType type) {
    Tensor values = Tensor.zeros(type, 5000);
    Tensor actual = values.copy();
    actual.setLongAt(4999, 1);
    Tensor none = Tensor.zeros(DType.F32, 5000);
    for (Expected expected : new Expected[] {Expected.exact("C", values),
        Expected.within("C", values, none)}) {
      Comparison comparison = Comparison.of(expected, actual);
      assertEquals(false, comparison.right());
      assertEquals(1, comparison.maxError());
      assertEquals(true, comparison.message().startsWith("C[4999] is 1"), comparison.message());
    }
    assertEquals(true, Comparison.of(Expected.within("C", values, none.fill(1)), actual).right());
  }
}

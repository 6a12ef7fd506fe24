package dev.jacquard.dsl.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TensorErrorTest {
  private final Tensor tensor = TensorTest.counting(2, 3);

  @Test
  void negativeExtent() {
    check("Shape (2, -1) has the negative extent -1. Give 0 or more.",
      () -> Tensor.zeros(DType.F32, 2, -1));
  }

  @Test
  void sizeBeyondLong() {
    check("Shape (4294967296, 4294967296) has more elements or bytes than 2^63. Give smaller "
        + "extents.",
      () -> Tensor.zeros(DType.F32, 1L << 32, 1L << 32));
  }

  @Test
  void noMemory() {
    check("There is no memory for a tensor f32 (1099511627776,) of 4398046511104 bytes. Memory "
      + "outside the heap is limited by the machine and by java "
      + "-XX:MaxDirectMemorySize=SIZE (default: the maximum heap size, now "
      + Runtime.getRuntime().maxMemory()
      + " bytes). Raise that, or give a smaller shape.",
      () -> Tensor.zeros(DType.F32, 1L << 40));
  }

  @Test
  void valuesDoNotFillTheShape() {
    check("Shape (2, 2) has 4 elements, but 3 values are given. Give as many, or another shape.",
      () -> Tensor.of(new float[3], 2, 2));
  }

  @Test
  void indexOutside() {
    check("Index (0, 3) is outside shape (2, 3) in dimension 1. Keep it from 0 to below the "
        + "extent.", () -> tensor.getDouble(0, 3));
  }

  @Test
  void indexOfWrongRank() {
    check("Index (1,) has 1 coordinates, but shape (2, 3) has 2 dimensions. Give one a dimension.",
      () -> tensor.getLong(1));
  }

  @Test
  void sliceOutside() {
    check("Slice 1..4 is outside dimension 1 of shape (2, 3). Keep it from 0 to the "
        + "extent.", () -> tensor.slice(1, 1, 4));
  }

  @Test
  void unknownDimension() {
    check("There is no dimension 2 in shape (2, 3). Count dimensions from 0, outermost first.",
      () -> tensor.select(2, 0));
  }

  @Test
  void noPermutation() {
    check("Order [0, 0] is no permutation of the 2 dimensions of shape (2, 3). Name each once, "
        + "from 0.",
      () -> tensor.permute(0, 0));
  }

  @Test
  void stepOfZero() {
    check("Step 0 along dimension 0 is not possible. Give a step of at least 1.",
      () -> tensor.step(0, 0));
  }

  @Test
  void reshapeToAnotherSize() {
    check("Cannot reshape (2, 3) (6 elements) to (4,) (4 elements). Give a shape of as many "
        + "elements.", () -> tensor.reshape(4));
  }

  @Test
  void flatAccessToAView() {
    check("Flat access needs a dense tensor, but i32 (3, 2) [0, 3, 1, 4, 2, 5] is a view. "
      + "Call dense() first.", () -> tensor.permute(1, 0).getDoubleAt(0));
  }

  @Test
  void viewOfABlockedTensor() {
    check("A tensor of layout \"1/2 0 1%2\" is blocked and has no strides, so slice is not "
      + "possible. Call toCanonical() first.",
      () -> tensor.to(Layout.blocked(2, 1, 2)).slice(0, 0, 1));
  }

  @Test
  void copyBetweenTypes() {
    check("Cannot copy i32 (2, 3) to f32 (2, 3). Make types and shapes the same.",
      () -> Tensor.zeros(DType.F32, 2, 3).copyFrom(tensor));
  }

  @Test
  void bitCastToAnotherWidth() {
    check("Cannot reinterpret i32 as u8. Name a type of the same width other than "
      + "bool.", () -> tensor.bitCast(DType.U8));
  }

  @Test
  void magnitudeBeyondTheType() {
    check("Magnitude 200 is not possible for i8. Give one in 1..127.",
      () -> Tensor.smallIntegers(DType.I8, 1, 200, 4));
  }

  @Test
  void memoryOfWrongSize() {
    check("A tensor f32 (2,) needs 8 bytes, but the memory has 24. Give memory of that size.",
      () -> Tensor.over(DType.F32, tensor.segment(), 2));
  }

  private static void check(String message, Executable program) {
    UserError error = assertThrows(UserError.class, program);
    assertEquals("At TensorErrorTest.java:N: " + message,
        error.getMessage().replaceFirst("java:\\d+", "java:N"));
  }
}

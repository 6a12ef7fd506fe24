package dev.jacquard.dsl.data;

import static java.nio.channels.FileChannel.MapMode.READ_WRITE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.DType;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
  @Test
  void memoryIsPageAlignedZeroAndExact() {
    Tensor tensor = Tensor.zeros(DType.F32, 3, 5);
    assertEquals(0, tensor.segment().address() % 4096);
    assertEquals(60, tensor.segment().byteSize());
    assertArrayEquals(new float[15], tensor.toFloatArray());
  }

  @Test
  void moreThanTwoGibibytes(@TempDir Path folder) throws IOException {
    long size = (1L << 31) + 7;
    try (Arena arena = Arena.ofConfined(); FileChannel sparse = FileChannel.open(
        folder.resolve("sparse"), CREATE, READ, WRITE)) {
      Tensor tensor = Tensor.over(DType.U8, sparse.map(READ_WRITE, 0, size, arena), 1, size);
      tensor.setLong(200, 0, size - 1);
      assertEquals(200, tensor.slice(1, size - 3, size).getLong(0, 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesRoundTrip(DType type) {
    Tensor tensor = Tensor.smallIntegers(type, 1, 100, 7, 3);
    double[] values = tensor.toDoubleArray();
    for (int i = 0; i < 21; i++) {
      assertEquals(values[i], tensor.getDouble(i / 3, i % 3));
      assertEquals((long) values[i], tensor.getLong(i / 3, i % 3));
    }
  }

  @Test
  void arraysKeepTheirTypes() {
    assertEquals(DType.I16, Tensor.of(new short[] {1, 2}).type());
    assertArrayEquals(new long[] {2}, Tensor.of(new double[] {1, 2}).shape());
    assertArrayEquals(new boolean[] {true, false},
      Tensor.of(new boolean[] {true, false}).toBooleanArray());
    assertArrayEquals(new int[] {1, -2, 3, 4},
      Tensor.of(new int[] {1, -2, 3, 4}, 2, 2).toIntArray());
  }

  @Test
  void buffersInForeignByteOrder() {
    FloatBuffer floats = ByteBuffer.allocate(8).order(ByteOrder.BIG_ENDIAN).asFloatBuffer();
    floats.put(1.5f).put(-2f).flip();
    assertArrayEquals(new float[] {1.5f, -2}, Tensor.of(floats).toFloatArray());
  }

  @Test
  void integersWrapAndTruncate() {
    Tensor tensor = Tensor.zeros(DType.I8, 2);
    tensor.setLong(200, 0);
    tensor.setDouble(-3.9, 1);
    assertArrayEquals(new byte[] {-56, -3}, tensor.toByteArray());
  }

  @Test
  void unsigned64AboveTheSignedRange() {
    Tensor tensor = Tensor.zeros(DType.U64, 1);
    tensor.setDouble(0x1.8p63, 0);
    assertEquals(0x1.8p63, tensor.getDouble(0));
    assertEquals("u64 (1,) [13835058055282163712]", tensor.toString());
  }

  @Test
  void viewsShareMemory() {
    Tensor tensor = Tensor.of(new int[] {0, 1, 2, 3, 4, 5}, 2, 3);
    tensor.slice(1, 1, 3).setLong(9, 1, 0);
    assertArrayEquals(new int[] {0, 1, 2, 3, 9, 5}, tensor.toIntArray());
  }

  @Test
  void viewsCombine() {
    Tensor tensor = counting(4, 6);
    assertArrayEquals(new int[] {2, 8, 14, 20}, tensor.select(1, 2).toIntArray());
    assertArrayEquals(new int[] {0, 12, 3, 15},
      tensor.step(0, 2).step(1, 3).permute(1, 0).toIntArray());
  }

  @Test
  void denseCopiesOnlyWhenNecessary() {
    Tensor tensor = counting(4, 6);
    assertSame(tensor, tensor.dense());
    assertTrue(tensor.slice(0, 1, 3).isDense());
    assertFalse(tensor.slice(1, 1, 3).isDense());
    assertArrayEquals(new int[] {1, 2, 7, 8, 13, 14, 19, 20},
      tensor.slice(1, 1, 3).dense().toIntArray());
  }

  @Test
  void emptySliceHasNoMemory() {
    assertEquals(0, counting(4, 6).slice(0, 4, 4).segment().byteSize());
    assertEquals(0, counting(4, 6).slice(1, 6, 6).size());
  }

  @Test
  void fillOfAViewLeavesTheRest() {
    Tensor tensor = Tensor.zeros(DType.I32, 2, 2);
    tensor.select(1, 1).fill(7);
    assertArrayEquals(new int[] {0, 7, 0, 7}, tensor.toIntArray());
  }

  @Test
  void scalarsHaveOneElement() {
    Tensor scalar = Tensor.zeros(DType.F64).fill(2.5);
    assertEquals(2.5, scalar.getDouble());
    assertEquals("f64 () [2.5]", scalar.toString());
  }

  @Test
  void randomIsReproducibleAndInRange() {
    Tensor tensor = Tensor.random(DType.F32, 42, 1000);
    assertTrue(tensor.contentEquals(Tensor.random(DType.F32, 42, 1000)));
    assertFalse(tensor.contentEquals(Tensor.random(DType.F32, 43, 1000)));
    for (float value : tensor.toFloatArray()) {
      assertTrue(value >= -1 && value < 1);
    }
  }

  @Test
  void smallIntegersUseTheWholeRange() {
    long[] values = Tensor.smallIntegers(DType.I8, 5, 3, 500).toLongArray();
    assertArrayEquals(new long[] {-3, -2, -1, 0, 1, 2, 3},
      Arrays.stream(values).sorted().distinct().toArray());
  }

  @Test
  void reshapeKeepsRowMajorOrder() {
    assertArrayEquals(new int[] {0, 3, 1, 4, 2, 5},
      counting(2, 3).permute(1, 0).reshape(6).toIntArray());
  }

  static Tensor counting(long... shape) {
    Tensor tensor = Tensor.zeros(DType.I32, shape);
    for (long i = 0; i < tensor.size(); i++) {
      tensor.setLongAt(i, i);
    }
    return tensor;
  }
}

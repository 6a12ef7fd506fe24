package dev.jacquard.tune.worker;

import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads the values of a dense tensor many at a time, which is several times faster than singly. */
final class Block {
  private final Tensor tensor;
  private final double[] values;
  private final float[] floats;
  private final byte[] bytes;

  /** @param most how many are read at a time */
  Block(Tensor tensor, int most) {
    this.tensor = tensor;
    this.values = new double[most];
    this.floats = new float[most];
    this.bytes = new byte[most];
  }

  /** The values from a place in memory on; the array is used again by the next call. */
  double[] read(long from, int count) {
    switch (tensor.type()) {
      case F32 -> readFloats(from, count);
      case I8, U8 -> readBytes(from, count);
      case BOOL, I16, U16, I32, U32, I64, U64, F16, BF16, F64 -> readSingly(from, count);
    }
    return values;
  }

  private void readFloats(long from, int count) {
    MemorySegment.copy(tensor.segment(), ValueLayout.JAVA_FLOAT, from * Float.BYTES, floats, 0,
        count);
    for (int i = 0; i < count; i++) {
      values[i] = floats[i];
    }
  }

  private void readBytes(long from, int count) {
    MemorySegment.copy(tensor.segment(), ValueLayout.JAVA_BYTE, from, bytes, 0, count);
    int mask = tensor.type().isSigned() ? -1 : 0xFF;
    for (int i = 0; i < count; i++) {
      values[i] = bytes[i] & mask;
    }
  }

  private void readSingly(long from, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = tensor.getDoubleAt(from + i);
    }
  }
}

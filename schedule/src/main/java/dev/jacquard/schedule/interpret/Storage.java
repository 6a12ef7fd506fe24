package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.SmallFloats;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The memory of a buffer while it exists, addressed by storage offsets in elements. */
final class Storage {

  private static final byte POISON = (byte) 0xCD;
  private static final long ALIGNMENT = 64;

  final Buffer buffer;
  final MemorySegment memory;
  final long size;
  private final long[] shape;
  private final long[] extents;
  private final long[] strides;
  /** What finds races; null where they are not looked for. */
  RaceDetector races;

  private Storage(Buffer buffer, long[] shape, MemorySegment memory) {
    this.buffer = buffer;
    this.shape = shape;
    this.memory = memory;
    this.extents = buffer.layout().storageExtents(shape);
    this.strides = buffer.layout().storageStrides(shape);
    this.size = buffer.layout().storageSize(shape);
  }

  static Storage over(Buffer buffer, Tensor tensor) {
    return new Storage(buffer, tensor.shape(), tensor.segment());
  }

  /** New memory whose contents are {@link #poison}. */
  static Storage create(Buffer buffer, long[] shape) {
    long bytes = buffer.layout().storageSize(shape) * buffer.type().bytes();
    try {
      Storage storage = new Storage(buffer, shape, Arena.ofAuto().allocate(bytes, ALIGNMENT));
      storage.poison();
      return storage;
    } catch (OutOfMemoryError _) {
      throw Unsupported.here(("A kernel keeps %s, of %d bytes, in its own memory, and there is not "
          + "that much. Compute it at root, or give the sizes when compiling.").formatted(
          buffer.name(), bytes));
    }
  }

  /** {@code f32 (3, 4), 12 elements in memory}. */
  String describe() {
    return "%s %s, %d elements in memory".formatted(buffer.type(),
        Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")")),
        size);
  }

  boolean hasShape(long[] other) {
    return Arrays.equals(shape, other);
  }

  /** NaN in floats, 0xCD in every byte of others: reads of undefined contents show. */
  void poison() {
    poison(memory, buffer.type());
  }

  static void poison(MemorySegment memory, DType type) {
    memory.fill(POISON);
    if (type.isFloat()) {
      for (long i = 0; i < memory.byteSize() / type.bytes(); i++) {
        setBits(memory, type, i, bits(type, Double.NaN));
      }
    }
  }

  /** The offset of logical indices; -1 if they leave the storage. */
  long offset(long[] indices) {
    long offset = 0;
    for (int a = 0; a < extents.length; a++) {
      Layout.Axis axis = buffer.layout().axes().get(a);
      long index = indices[axis.dim()];
      long place = axis.isWhole() ? index
          : axis.inner() ? Math.floorMod(index, axis.block()) : Math.floorDiv(index, axis.block());
      if (place < 0 || place >= extents[a]) {
        return -1;
      }
      offset += place * strides[a];
    }
    return offset;
  }

  long getInteger(long i) {
    return switch (buffer.type()) {
      case BOOL -> memory.get(ValueLayout.JAVA_BYTE, i) != 0 ? 1 : 0;
      case I8 -> memory.get(ValueLayout.JAVA_BYTE, i);
      case U8 -> memory.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
      case I16 -> memory.getAtIndex(ValueLayout.JAVA_SHORT, i);
      case U16 -> memory.getAtIndex(ValueLayout.JAVA_SHORT, i) & 0xFFFF;
      case I32 -> memory.getAtIndex(ValueLayout.JAVA_INT, i);
      case U32 -> memory.getAtIndex(ValueLayout.JAVA_INT, i) & 0xFFFF_FFFFL;
      case I64, U64 -> memory.getAtIndex(ValueLayout.JAVA_LONG, i);
      case F16, BF16 -> memory.getAtIndex(ValueLayout.JAVA_SHORT, i);
      case F32 -> Float.floatToRawIntBits(memory.getAtIndex(ValueLayout.JAVA_FLOAT, i));
      case F64 -> Double.doubleToRawLongBits(memory.getAtIndex(ValueLayout.JAVA_DOUBLE, i));
    };
  }

  void setInteger(long i, long value) {
    setBits(memory, buffer.type(), i, value);
  }

  private static void setBits(MemorySegment memory, DType type, long i, long value) {
    switch (type) {
      case BOOL, I8, U8 -> memory.set(ValueLayout.JAVA_BYTE, i, (byte) value);
      case I16, U16, F16, BF16 -> memory.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) value);
      case I32, U32, F32 -> memory.setAtIndex(ValueLayout.JAVA_INT, i, (int) value);
      case I64, U64, F64 -> memory.setAtIndex(ValueLayout.JAVA_LONG, i, value);
    }
  }

  double getFloat(long i) {
    return switch (buffer.type()) {
      case F16, BF16 -> SmallFloats.decode(buffer.type(),
          memory.getAtIndex(ValueLayout.JAVA_SHORT, i));
      case F32 -> memory.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      default -> memory.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
    };
  }

  /** What {@link #setInteger} stores for a float of {@code type}. */
  static long bits(DType type, double value) {
    return switch (type) {
      case F16, BF16 -> SmallFloats.encode(type, (float) value);
      case F32 -> Float.floatToRawIntBits((float) value);
      default -> Double.doubleToRawLongBits(value);
    };
  }
}

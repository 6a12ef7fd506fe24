package dev.jacquard.dsl.data;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** Makes tensors of Java arrays and buffers. */
final class ArraySource {
  private ArraySource() {}

  static Tensor copy(DType type, MemorySegment values, long[] shape) {
    Tensor tensor = create(type, values.byteSize() / type.bytes(), shape);
    tensor.segment().copyFrom(values);
    return tensor;
  }

  static Tensor copy(boolean[] values, long[] shape) {
    Tensor tensor = create(DType.BOOL, values.length, shape);
    for (int i = 0; i < values.length; i++) {
      tensor.setLongAt(i, values[i] ? 1 : 0);
    }
    return tensor;
  }

  static Tensor copy(Buffer values, long[] shape) {
    Tensor tensor = copy(type(values), MemorySegment.ofBuffer(values), shape);
    if (order(values) != ByteOrder.nativeOrder()) {
      ByteSwap.swap(tensor.segment(), tensor.type().bytes());
    }
    return tensor;
  }

  private static Tensor create(DType type, long count, long[] shape) {
    long[] given = shape.length == 0 ? new long[] {count} : shape;
    if (Extents.size(Extents.check(given)) != count) {
      throw UserError.here("Shape " + Extents.format(given) + " has " + Extents.size(given)
        + " elements, but " + count + " values are given. Give as many, or another "
        + "shape.");
    }
    return Tensor.zeros(type, given);
  }

  private static DType type(Buffer buffer) {
    return switch (buffer) {
      case ByteBuffer _ -> DType.I8;
      case ShortBuffer _ -> DType.I16;
      case IntBuffer _ -> DType.I32;
      case LongBuffer _ -> DType.I64;
      case FloatBuffer _ -> DType.F32;
      case DoubleBuffer _ -> DType.F64;
      default -> throw new Unsupported("There is no element type for a CharBuffer. "
        + "Use a ShortBuffer and bitCast(U16).");
    };
  }

  private static ByteOrder order(Buffer buffer) {
    return switch (buffer) {
      case ShortBuffer shorts -> shorts.order();
      case IntBuffer ints -> ints.order();
      case LongBuffer longs -> longs.order();
      case FloatBuffer floats -> floats.order();
      case DoubleBuffer doubles -> doubles.order();
      default -> ByteOrder.nativeOrder();
    };
  }
}

package dev.jacquard.dsl.data;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.SmallFloats;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads and writes single elements; positions count elements, not bytes. */
final class Elements {
  private Elements() {}

  static double getDouble(MemorySegment memory, DType type, long position) {
    return switch (type) {
      case F16, BF16 -> SmallFloats.decode(type,
        memory.getAtIndex(ValueLayout.JAVA_SHORT, position));
      case F32 -> memory.getAtIndex(ValueLayout.JAVA_FLOAT, position);
      case F64 -> memory.getAtIndex(ValueLayout.JAVA_DOUBLE, position);
      case U64 -> unsignedToDouble(memory.getAtIndex(ValueLayout.JAVA_LONG, position));
      default -> getLong(memory, type, position);
    };
  }

  static long getLong(MemorySegment memory, DType type, long position) {
    return switch (type) {
      case BOOL -> memory.get(ValueLayout.JAVA_BYTE, position) != 0 ? 1 : 0;
      case I8 -> memory.get(ValueLayout.JAVA_BYTE, position);
      case U8 -> memory.get(ValueLayout.JAVA_BYTE, position) & 0xFF;
      case I16 -> memory.getAtIndex(ValueLayout.JAVA_SHORT, position);
      case U16 -> memory.getAtIndex(ValueLayout.JAVA_SHORT, position) & 0xFFFF;
      case I32 -> memory.getAtIndex(ValueLayout.JAVA_INT, position);
      case U32 -> memory.getAtIndex(ValueLayout.JAVA_INT, position) & 0xFFFF_FFFFL;
      case I64, U64 -> memory.getAtIndex(ValueLayout.JAVA_LONG, position);
      case F16, BF16, F32, F64 -> (long) getDouble(memory, type, position);
    };
  }

  static void setDouble(MemorySegment memory, DType type, long position, double value) {
    switch (type) {
      case F16, BF16 -> memory.setAtIndex(ValueLayout.JAVA_SHORT, position,
        SmallFloats.encode(type, value));
      case F32 -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, position, (float) value);
      case F64 -> memory.setAtIndex(ValueLayout.JAVA_DOUBLE, position, value);
      case BOOL -> setLong(memory, type, position, value != 0 ? 1 : 0);
      case U64 -> setLong(memory, type, position, doubleToUnsigned(value));
      default -> setLong(memory, type, position, (long) value);
    }
  }

  static void setLong(MemorySegment memory, DType type, long position, long value) {
    switch (type) {
      case BOOL -> memory.set(ValueLayout.JAVA_BYTE, position, (byte) (value != 0 ? 1 : 0));
      case I8, U8 -> memory.set(ValueLayout.JAVA_BYTE, position, (byte) value);
      case I16, U16 -> memory.setAtIndex(ValueLayout.JAVA_SHORT, position, (short) value);
      case I32, U32 -> memory.setAtIndex(ValueLayout.JAVA_INT, position, (int) value);
      case I64, U64 -> memory.setAtIndex(ValueLayout.JAVA_LONG, position, value);
      case F32 -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, position, (float) value);
      case F16, BF16, F64 -> setDouble(memory, type, position, value);
    }
  }

  /** The value of 64 unsigned bits, rounded to nearest; the sticky bit avoids double rounding. */
  private static double unsignedToDouble(long bits) {
    return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
  }

  private static long doubleToUnsigned(double value) {
    return value < 0x1p63 ? (long) value
      : value < 0x1p64 ? (long) (value - 0x1p63) | Long.MIN_VALUE
      : Double.isNaN(value) ? 0 : -1L;
  }
}

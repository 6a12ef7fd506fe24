package dev.jacquard.dsl.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reverses the bytes of every element in place. */
final class ByteSwap {
  private ByteSwap() {}

  /** {@code width} is the size of an element in bytes: 1, 2, 4 or 8. */
  static void swap(MemorySegment memory, int width) {
    long count = memory.byteSize() / width;
    switch (width) {
      case 2 -> shorts(memory, count);
      case 4 -> ints(memory, count);
      case 8 -> longs(memory, count);
      default -> { }
    }
  }

  private static void shorts(MemorySegment memory, long count) {
    for (long i = 0; i < count; i++) {
      memory.setAtIndex(ValueLayout.JAVA_SHORT, i,
        Short.reverseBytes(memory.getAtIndex(ValueLayout.JAVA_SHORT, i)));
    }
  }

  private static void ints(MemorySegment memory, long count) {
    for (long i = 0; i < count; i++) {
      memory.setAtIndex(ValueLayout.JAVA_INT, i,
        Integer.reverseBytes(memory.getAtIndex(ValueLayout.JAVA_INT, i)));
    }
  }

  private static void longs(MemorySegment memory, long count) {
    for (long i = 0; i < count; i++) {
      memory.setAtIndex(ValueLayout.JAVA_LONG, i,
        Long.reverseBytes(memory.getAtIndex(ValueLayout.JAVA_LONG, i)));
    }
  }
}

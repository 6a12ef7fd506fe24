package dev.jacquard.dsl.data;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Allocates and checks the memory of tensors. */
final class Memory {
  /** OpenCL's zero-copy host pointers want whole pages. */
  private static final long PAGE = 4096;
  /** OpenCL's zero-copy host pointers want whole cache lines. */
  private static final long CACHE_LINE = 64;

  private Memory() {}

  /** Zeroed memory for {@code count} elements, freed once unreachable. */
  static MemorySegment allocate(DType type, long[] shape, long count) {
    long bytes = Extents.product(count, type.bytes(), shape);
    try {
      return Arena.ofAuto().allocate(roundUp(bytes, shape), PAGE).asSlice(0, bytes);
    } catch (OutOfMemoryError _) {
      throw UserError.here("There is no memory for a tensor " + type + " "
        + Extents.format(shape) + " of " + bytes + " bytes. Memory outside the heap is "
        + "limited by the machine and by java -XX:MaxDirectMemorySize=SIZE "
        + "(default: the maximum heap size, now " + Runtime.getRuntime().maxMemory()
        + " bytes). Raise that, or give a smaller shape.");
    }
  }

  private static long roundUp(long bytes, long[] shape) {
    return Extents.product(Math.max(1, Math.ceilDiv(bytes, CACHE_LINE)), CACHE_LINE, shape);
  }

  static void check(DType type, MemorySegment memory, long count, long[] shape) {
    long bytes = Extents.product(count, type.bytes(), shape);
    if (memory.byteSize() != bytes) {
      throw UserError.here("A tensor " + type + " " + Extents.format(shape) + " needs "
        + bytes + " bytes, but the memory has " + memory.byteSize()
        + ". Give memory of that size.");
    }
    if (!memory.isNative() || memory.address() % type.bytes() != 0) {
      throw UserError.here("The memory of a tensor " + type + " must lie outside the heap, "
        + "at a multiple of " + type.bytes() + " bytes. Allocate it in an Arena, so aligned.");
    }
  }
}

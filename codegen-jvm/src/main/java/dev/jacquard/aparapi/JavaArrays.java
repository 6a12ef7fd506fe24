package dev.jacquard.aparapi;

import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.jvm.emit.JavaType;
import dev.jacquard.schedule.backend.RunClock;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Stmt;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The Java arrays that stand for tensors while a program runs. Copies count as transfers. */
final class JavaArrays {

  private record Copy(Tensor tensor, Object array) {}

  private final Map<String, Copy> copies = new HashMap<>();
  private final Set<String> changed = new HashSet<>();

  /** The array that holds the present contents of a buffer. */
  Object of(Buffer buffer, Tensor tensor, RunClock clock) {
    Copy copy = copies.get(buffer.name());
    if (copy == null || copy.tensor != tensor) {
      long start = System.nanoTime();
      copy = new Copy(tensor, array(buffer, tensor));
      segment(copy.array).copyFrom(tensor.segment());
      copies.put(buffer.name(), copy);
      clock.transfer(System.nanoTime() - start);
    }
    return copy.array;
  }

  /** A kernel has run: what it stores to has changed. */
  void written(Kernel kernel) {
    collect(kernel.body());
  }

  private void collect(Stmt stmt) {
    if (stmt instanceof Stmt.Store store) {
      changed.add(store.buffer());
    }
    stmt.children().forEach(this::collect);
  }

  /** Copies all that has changed to its tensor, and forgets the arrays. */
  void bringHome(Map<String, Tensor> buffers, RunClock clock) {
    long start = System.nanoTime();
    copies.forEach((name, copy) -> {
      if (changed.contains(name) && buffers.get(name) == copy.tensor) {
        MemorySegment home = copy.tensor.segment();
        home.copyFrom(segment(copy.array).asSlice(0, home.byteSize()));
      }
    });
    copies.clear();
    changed.clear();
    clock.transfer(System.nanoTime() - start);
  }

  private static Object array(Buffer buffer, Tensor tensor) {
    long size = tensor.storageSize();
    if (size > Integer.MAX_VALUE - 8) {
      throw new Unsupported(("%s has %d elements; the aparapi backend keeps buffers in Java "
          + "arrays of less than 2^31. Use the opencl backend.").formatted(buffer.name(), size));
    }
    int length = Math.max(1, (int) size);
    return switch (JavaType.element(buffer.type())) {
      case "byte" -> new byte[length];
      case "short" -> new short[length];
      case "int" -> new int[length];
      case "long" -> new long[length];
      case "float" -> new float[length];
      default -> new double[length];
    };
  }

  /** The array's memory. */
  private static MemorySegment segment(Object array) {
    return switch (array) {
      case byte[] a -> MemorySegment.ofArray(a);
      case short[] a -> MemorySegment.ofArray(a);
      case int[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      default -> MemorySegment.ofArray((double[]) array);
    };
  }
}

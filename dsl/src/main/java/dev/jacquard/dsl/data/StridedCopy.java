package dev.jacquard.dsl.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Copies elements between two memories that hold the same shape at different places. Split
 * dimensions become two loops, with a box of their own for an incomplete last block; loops run in
 * the order of the destination, so that writes are contiguous, and merge where both sides allow.
 * A dimension may be split on one side only, or by the same block on both.
 */
final class StridedCopy {
  private record Loop(long extent, long from, long to) {
    boolean encloses(Loop next) {
      return from == next.from * next.extent && to == next.to * next.extent;
    }
  }

  private final MemorySegment source;
  private final MemorySegment target;
  private final Addressing from;
  private final Addressing to;
  private final long[] shape;
  private final int width;

  /** {@code width} is the size of an element in bytes: 1, 2, 4 or 8. */
  StridedCopy(MemorySegment source, Addressing from, MemorySegment target, Addressing to,
      long[] shape, int width) {
    this.source = source;
    this.from = from;
    this.target = target;
    this.to = to;
    this.shape = shape;
    this.width = width;
  }

  void run() {
    if (Extents.size(shape) > 0) {
      box(0, 0, 0, List.of());
    }
  }

  private void box(int dim, long fromBase, long toBase, List<Loop> loops) {
    if (dim == shape.length) {
      nest(merge(loops), 0, fromBase, toBase);
      return;
    }
    long block = Math.max(from.blocks()[dim], to.blocks()[dim]);
    Loop inner = new Loop(block, from.inner()[dim], to.inner()[dim]);
    if (block == 0) {
      box(dim + 1, fromBase, toBase, with(loops, resized(inner, shape[dim])));
      return;
    }
    splitBox(dim, fromBase, toBase, loops, inner);
  }

  private void splitBox(int dim, long fromBase, long toBase, List<Loop> loops, Loop inner) {
    long block = inner.extent;
    long whole = shape[dim] / block;
    long rest = shape[dim] % block;
    Loop outer = new Loop(whole, from.outerStride(dim, block), to.outerStride(dim, block));
    if (whole > 0) {
      box(dim + 1, fromBase, toBase, with(with(loops, outer), inner));
    }
    if (rest > 0) {
      box(dim + 1, fromBase + whole * outer.from, toBase + whole * outer.to,
        with(loops, resized(inner, rest)));
    }
  }

  private static Loop resized(Loop loop, long extent) {
    return new Loop(extent, loop.from, loop.to);
  }

  private static List<Loop> with(List<Loop> loops, Loop loop) {
    List<Loop> result = new ArrayList<>(loops);
    result.add(loop);
    return result;
  }

  /** Loops by falling distance in the target; neighbours that run on from each other are one. */
  private static List<Loop> merge(List<Loop> loops) {
    List<Loop> merged = new ArrayList<>();
    loops.stream().filter(loop -> loop.extent != 1)
      .sorted(Comparator.comparingLong(Loop::to).reversed())
      .forEach(loop -> append(merged, loop));
    return merged.isEmpty() ? List.of(new Loop(1, 1, 1)) : merged;
  }

  private static void append(List<Loop> merged, Loop loop) {
    if (!merged.isEmpty() && merged.getLast().encloses(loop)) {
      Loop outer = merged.removeLast();
      merged.add(new Loop(outer.extent * loop.extent, loop.from, loop.to));
    } else {
      merged.add(loop);
    }
  }

  private void nest(List<Loop> loops, int depth, long fromBase, long toBase) {
    Loop loop = loops.get(depth);
    if (depth == loops.size() - 1) {
      row(loop, fromBase, toBase);
      return;
    }
    for (long i = 0; i < loop.extent; i++) {
      nest(loops, depth + 1, fromBase + i * loop.from, toBase + i * loop.to);
    }
  }

  private void row(Loop loop, long fromBase, long toBase) {
    if (loop.from == 1 && loop.to == 1) {
      MemorySegment.copy(source, fromBase * width, target, toBase * width,
        loop.extent * width);
      return;
    }
    switch (width) {
      case 1 -> bytes(loop, fromBase, toBase);
      case 2 -> shorts(loop, fromBase, toBase);
      case 4 -> ints(loop, fromBase, toBase);
      default -> longs(loop, fromBase, toBase);
    }
  }

  private void bytes(Loop loop, long f, long t) {
    for (long i = 0; i < loop.extent; i++) {
      target.set(ValueLayout.JAVA_BYTE, t + i * loop.to,
        source.get(ValueLayout.JAVA_BYTE, f + i * loop.from));
    }
  }

  private void shorts(Loop loop, long f, long t) {
    for (long i = 0; i < loop.extent; i++) {
      target.setAtIndex(ValueLayout.JAVA_SHORT, t + i * loop.to,
        source.getAtIndex(ValueLayout.JAVA_SHORT, f + i * loop.from));
    }
  }

  private void ints(Loop loop, long f, long t) {
    for (long i = 0; i < loop.extent; i++) {
      target.setAtIndex(ValueLayout.JAVA_INT, t + i * loop.to,
        source.getAtIndex(ValueLayout.JAVA_INT, f + i * loop.from));
    }
  }

  private void longs(Loop loop, long f, long t) {
    for (long i = 0; i < loop.extent; i++) {
      target.setAtIndex(ValueLayout.JAVA_LONG, t + i * loop.to,
        source.getAtIndex(ValueLayout.JAVA_LONG, f + i * loop.from));
    }
  }
}

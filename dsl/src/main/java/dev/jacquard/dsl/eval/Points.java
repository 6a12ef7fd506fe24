package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.data.Layout;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** The points at which a large output is checked: corners, edges, and seeded ones inside. */
final class Points {

  static final int INSIDE = 4096;
  private static final int PER_EDGE = 32;
  private static final int CORNER_DIMENSIONS = 8;

  private Points() {}

  /** Row-major positions, ascending; all of them if there are few. */
  static long[] of(long[] extents, long seed) {
    long size = Layout.canonical(extents.length).storageSize(extents);
    TreeSet<Long> points = new TreeSet<>();
    if (size <= INSIDE) {
      for (long i = 0; i < size; i++) {
        points.add(i);
      }
    } else {
      SplittableRandom random = new SplittableRandom(seed);
      corners(extents, points);
      edges(extents, random, points);
      random.longs(INSIDE, 0, size).forEach(points::add);
    }
    return points.stream().mapToLong(Long::longValue).toArray();
  }

  private static void corners(long[] extents, TreeSet<Long> points) {
    int bits = Math.min(extents.length, CORNER_DIMENSIONS);
    for (int corner = 0; corner < 1 << bits; corner++) {
      long position = 0;
      for (int d = 0; d < extents.length; d++) {
        position = position * extents[d] + ((corner >> Math.min(d, bits - 1) & 1) == 0 ? 0
            : extents[d] - 1);
      }
      points.add(position);
    }
  }

  /** Random points with one coordinate at its first or last value. */
  private static void edges(long[] extents, SplittableRandom random, TreeSet<Long> points) {
    for (int edge = 0; edge < extents.length; edge++) {
      for (int i = 0; i < 2 * PER_EDGE; i++) {
        long position = 0;
        for (int d = 0; d < extents.length; d++) {
          long index = d != edge ? random.nextLong(extents[d]) : i % 2 == 0 ? 0 : extents[d] - 1;
          position = position * extents[d] + index;
        }
        points.add(position);
      }
    }
  }
}

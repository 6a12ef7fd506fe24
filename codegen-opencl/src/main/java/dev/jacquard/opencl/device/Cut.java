package dev.jacquard.opencl.device;

import java.util.ArrayList;
import java.util.List;

/**
 * A launch cut into launches of parts of its work-groups, for a {@link Team}.
 *
 * <p>PoCL 3.1 aborts when launches of a kernel are under way at the same time that differ in
 * whether they start at 0, or that are larger than any before: it keeps functions apart by both,
 * and counts their users without. So the third axis, which has one group, starts at 1, and parts
 * are of one size, with what is left over in parts of another, to be run when the first have ended.
 *
 * @param even how many of the parts are of the first size
 */
record Cut(long[][] offsets, long[][] extents, int even) {

  private static final long PIECE_NANOS = 100_000;
  private static final int MOST = 8;
  private static final long ALL = 4;
  /** Under the first, handing a part over costs more than it saves; above the second less. */
  private static final long ALONE_NANOS = 3_000;
  private static final long SHARED_NANOS = 6_000;

  /** Work-groups of one or two axes, one of which is cut. */
  static Cut of(long[] groups, int count) {
    int axis = groups.length > 1 && rank(groups[1], count) >= rank(groups[0], count) ? 1 : 0;
    int even = parts(groups[axis], count);
    long size = groups[axis] / even;
    List<long[]> offsets = new ArrayList<>();
    List<long[]> extents = new ArrayList<>();
    for (long begin = 0; begin < groups[axis]; begin += offsets.size() > even ? 1 : size) {
      long[] offset = {0, 0, 1};
      long[] extent = {groups[0], groups.length > 1 ? groups[1] : 1, 1};
      offset[axis] = begin;
      extent[axis] = offsets.size() < even ? size : 1;
      offsets.add(offset);
      extents.add(extent);
    }
    return new Cut(offsets.toArray(long[][]::new), extents.toArray(long[][]::new), even);
  }

  /** An axis that comes out even, or nearly, is better than a longer one. */
  private static long rank(long extent, int count) {
    return extent % count == 0 || extent > ALL * count ? Long.MAX_VALUE : extent;
  }

  /** A short axis that does not come out even falls into all its parts. */
  private static int parts(long extent, int count) {
    return (int) (count > 1 && extent % count != 0 && extent <= ALL * count ? extent
        : Math.min(extent, count));
  }

  /**
   * How many parts each member gets of a launch that took so long: a power of two, or 0 where one
   * member does all of it.
   *
   * @param before the number when it took so long
   */
  static int perMember(long nanos, int before) {
    return nanos < (before == 0 ? SHARED_NANOS : ALONE_NANOS) ? 0
        : Integer.highestOneBit((int) Math.clamp(nanos / PIECE_NANOS, 1, MOST));
  }

  /** How many parts there are of the second size. */
  int rest() {
    return offsets.length - even;
  }
}

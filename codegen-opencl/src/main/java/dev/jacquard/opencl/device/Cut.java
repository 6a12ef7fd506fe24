package dev.jacquard.opencl.device;

import java.util.ArrayList;
import java.util.List;

/**
 * A launch cut into launches of parts of its work-groups, for a {@link Team}. The third axis is not
 * cut: there every part starts at 1, for PoCL 3.1 confuses a kernel that starts at 0 everywhere
 * with one that does not, and aborts.
 */
record Cut(long[][] offsets, long[][] extents) {

  private static final long PIECE_NANOS = 100_000;
  private static final int MOST = 8;

  /** Most work-groups of two axes into {@code count} parts or a few more, in order. */
  static Cut of(long[] groups, int count) {
    long columns = groups[0];
    long rows = groups.length > 1 ? groups[1] : 1;
    int down = (int) Math.min(rows, count);
    int across = (int) Math.min(columns, Math.ceilDiv(count, down));
    List<long[]> offsets = new ArrayList<>();
    List<long[]> extents = new ArrayList<>();
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        long column = x * columns / across;
        long row = y * rows / down;
        offsets.add(new long[] {column, row, 1});
        extents.add(new long[] {(x + 1) * columns / across - column, (y + 1) * rows / down - row,
            1});
      }
    }
    return new Cut(offsets.toArray(long[][]::new), extents.toArray(long[][]::new));
  }

  /** How many parts each member gets of a launch that took so long: a power of two. */
  static int perMember(long nanos) {
    return Integer.highestOneBit((int) Math.clamp(nanos / PIECE_NANOS, 1, MOST));
  }

  int count() {
    return offsets.length;
  }
}

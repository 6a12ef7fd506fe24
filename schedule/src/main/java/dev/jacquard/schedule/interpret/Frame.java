package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.Unsupported;

/** The state of one thread of control: the values of its variables and the buffers it sees. */
final class Frame {

  final long[] longs;
  final double[] doubles;
  final Storage[] buffers;
  final Shared shared;
  /** This item's number within its group. */
  long item;

  /** What all frames of one execution share. */
  static final class Shared {
    private final String where;
    private final long limit;
    private long steps;
    /** The local buffers of the group that runs now, by slot. */
    Storage[] local;
    /** The number of the group that runs now. */
    long group;
    /** From 1; grows at each barrier and from group to group. */
    long epoch = 1;

    Shared(String where, long limit, int buffers) {
      this.where = where;
      this.limit = limit;
      this.local = new Storage[buffers];
    }

    /** Counts an iteration of a loop. */
    void step() {
      if (++steps > limit) {
        throw Unsupported.here(("The interpreter stopped %s after %d loop iterations. Use smaller "
            + "sizes, or another backend.").formatted(where, limit));
      }
    }
  }

  Frame(int longs, int doubles, int buffers, Shared shared) {
    this.longs = new long[longs];
    this.doubles = new double[doubles];
    this.buffers = new Storage[buffers];
    this.shared = shared;
  }

  /** A frame of the same values. */
  Frame copy() {
    Frame copy = new Frame(longs.length, doubles.length, buffers.length, shared);
    System.arraycopy(longs, 0, copy.longs, 0, longs.length);
    System.arraycopy(doubles, 0, copy.doubles, 0, doubles.length);
    System.arraycopy(buffers, 0, copy.buffers, 0, buffers.length);
    copy.item = item;
    return copy;
  }
}

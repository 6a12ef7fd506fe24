package dev.jacquard.schedule.interpret;

import dev.jacquard.dsl.CompilerBug;

/**
 * Finds two items that touch one element with no barrier between, one of them changing it. Writing
 * the value that is already there is no race. It remembers the last writer and the last reader of
 * each element, so it can miss a race but never report a false one.
 */
final class RaceDetector {

  private final String where;
  private final Access writes;
  private final Access reads;

  /** Who touched each element last; the time is 0 for nobody. */
  private record Access(long[] times, long[] items, long[] groups) {
    Access(int size) {
      this(new long[size], new long[size], new long[size]);
    }

    void record(int i, Frame frame) {
      times[i] = frame.shared.epoch;
      items[i] = frame.item;
      groups[i] = frame.shared.group;
    }

    /** Whether an other item did it, and no barrier has ordered the two since. */
    boolean conflicts(int i, Frame frame) {
      boolean sameGroup = groups[i] == frame.shared.group;
      return times[i] != 0 && (!sameGroup
          || times[i] == frame.shared.epoch && items[i] != frame.item);
    }
  }

  RaceDetector(String where, long size) {
    this.where = where;
    this.writes = new Access(Math.toIntExact(size));
    this.reads = new Access(Math.toIntExact(size));
  }

  void read(long index, Frame frame) {
    int i = (int) index;
    if (writes.conflicts(i, frame)) {
      throw race("reads", "wrote", i, writes, frame);
    }
    reads.record(i, frame);
  }

  void write(long index, Frame frame, boolean changes) {
    int i = (int) index;
    if (changes && writes.conflicts(i, frame)) {
      throw race("writes", "wrote", i, writes, frame);
    }
    if (changes && reads.conflicts(i, frame)) {
      throw race("writes", "read", i, reads, frame);
    }
    writes.record(i, frame);
  }

  private CompilerBug race(String does, String did, int i, Access other, Frame frame) {
    return new CompilerBug(("%s: a race: item %d of group %d %s element %d, which item %d of group "
        + "%d %s with no barrier between.").formatted(where, frame.item, frame.shared.group, does,
        i, other.items[i], other.groups[i], did));
  }
}

package dev.jacquard.dsl.eval;

import java.util.concurrent.ConcurrentHashMap;

/** A Func that is evaluated point by point, where it is read; the first points are remembered. */
record Lazy(Program program, ConcurrentHashMap<Long, Lazy.Value> known) implements Table {

  /** Some 100 bytes each. */
  private static final long MOST_KNOWN = 1 << 21;

  /** A float's bits or an integer, and its tolerance. */
  record Value(long bits, double error) {}

  Lazy(Program program) {
    this(program, new ConcurrentHashMap<>());
  }

  @Override
  public long[] mins() {
    return program.mins();
  }

  @Override
  public long[] extents() {
    return program.extents();
  }

  @Override
  public boolean isExact() {
    return program.isExact();
  }

  @Override
  public Real real(Position position) {
    return frame -> {
      Value value = value(position.at(frame), frame);
      frame.error = value.error;
      return Double.longBitsToDouble(value.bits);
    };
  }

  @Override
  public Whole whole(Position position) {
    return frame -> {
      Value value = value(position.at(frame), frame);
      frame.error = value.error;
      return value.bits;
    };
  }

  private Value value(long position, Frame caller) {
    Value value = known.get(position);
    if (value == null) {
      Frame frame = caller.of(program.number(), program.slotCount());
      value = program.value(position, frame);
      if (known.mappingCount() < MOST_KNOWN) {
        known.put(position, value);
      }
    }
    return value;
  }
}

package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A source whose values are all in memory: an input, or a Func that was evaluated whole.
 *
 * @param values row-major; f64 for a float Func
 * @param errors f64, the tolerance of each value; null if all are exact
 */
record Stored(long[] mins, Tensor values, Tensor errors) implements Table {

  static Stored input(Tensor values) {
    return new Stored(new long[values.rank()], values.toCanonical(), null);
  }

  /** The same values, in doubt from now on. */
  Stored inexact() {
    return new Stored(mins, values, Tensor.zeros(DType.F64, values.shape()));
  }

  @Override
  public long[] extents() {
    return values.shape();
  }

  @Override
  public boolean isExact() {
    return errors == null;
  }

  @Override
  public Real real(Position position) {
    MemorySegment memory = values.segment();
    if (values.type() == DType.F32) {
      return frame -> {
        frame.error = 0;
        return memory.getAtIndex(ValueLayout.JAVA_FLOAT, position.at(frame));
      };
    }
    if (values.type().isStorageOnly()) {
      return frame -> {
        frame.error = 0;
        return values.getDoubleAt(position.at(frame));
      };
    }
    return errors == null ? exactDouble(memory, position)
        : double64(memory, errors.segment(), position);
  }

  private static Real exactDouble(MemorySegment memory, Position position) {
    return frame -> {
      frame.error = 0;
      return memory.getAtIndex(ValueLayout.JAVA_DOUBLE, position.at(frame));
    };
  }

  private static Real double64(MemorySegment memory, MemorySegment errors, Position position) {
    return frame -> {
      long at = position.at(frame);
      frame.error = errors.getAtIndex(ValueLayout.JAVA_DOUBLE, at);
      return memory.getAtIndex(ValueLayout.JAVA_DOUBLE, at);
    };
  }

  @Override
  public Whole whole(Position position) {
    if (errors == null) {
      return exact(position);
    }
    Whole exact = exact(frame -> frame.flat);
    MemorySegment tolerances = errors.segment();
    return frame -> {
      long at = position.at(frame);
      frame.flat = at;
      frame.error = tolerances.getAtIndex(ValueLayout.JAVA_DOUBLE, at);
      return exact.at(frame);
    };
  }

  private Whole exact(Position position) {
    MemorySegment m = values.segment();
    return switch (values.type()) {
      case BOOL -> f -> m.get(ValueLayout.JAVA_BYTE, position.at(f)) != 0 ? 1 : 0;
      case I8 -> f -> m.get(ValueLayout.JAVA_BYTE, position.at(f));
      case U8 -> f -> m.get(ValueLayout.JAVA_BYTE, position.at(f)) & 0xFF;
      case I16 -> f -> m.getAtIndex(ValueLayout.JAVA_SHORT, position.at(f));
      case U16 -> f -> m.getAtIndex(ValueLayout.JAVA_SHORT, position.at(f)) & 0xFFFF;
      case I32 -> f -> m.getAtIndex(ValueLayout.JAVA_INT, position.at(f));
      case U32 -> f -> m.getAtIndex(ValueLayout.JAVA_INT, position.at(f)) & 0xFFFF_FFFFL;
      case I64, U64 -> f -> m.getAtIndex(ValueLayout.JAVA_LONG, position.at(f));
      case F16, BF16, F32, F64 -> throw new CompilerBug("integer access of " + values);
    };
  }
}

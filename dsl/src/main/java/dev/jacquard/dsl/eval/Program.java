package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;

/**
 * One value of a compiled Func.
 *
 * @param type of the value
 * @param number its place among the programs of its algorithm
 * @param mins the first value of each index
 * @param extents the number of values of each index
 * @param slotCount the number of indices and reduction indices
 * @param real the definition of a float Func; else null
 * @param whole the definition of an integer or boolean Func; else null
 * @param isExact whether the values are integers that never depend on a float
 */
record Program(Func func, DType type, int number, long[] mins, long[] extents, int slotCount,
    Real real, Whole whole, boolean isExact) {

  /** What its values are stored as: f64 for floats. */
  DType storedType() {
    return type.isFloat() ? DType.F64 : type;
  }

  /** The value at a row-major position. */
  Lazy.Value value(long position, Frame frame) {
    enter(position, frame);
    if (real != null) {
      double value = real.at(frame);
      return new Lazy.Value(Double.doubleToRawLongBits(value), frame.error);
    }
    long value = whole.at(frame);
    return new Lazy.Value(value, isExact ? 0 : frame.error);
  }

  /** Sets the indices to those of a row-major position. */
  void enter(long position, Frame frame) {
    long rest = position;
    for (int d = extents.length - 1; d >= 0; d--) {
      frame.slots[d] = mins[d] + rest % extents[d];
      rest /= extents[d];
    }
  }

  /** Moves on to the next row-major position; from the last one to the first. */
  void advance(Frame frame) {
    for (int d = extents.length - 1; d >= 0; d--) {
      if (++frame.slots[d] < mins[d] + extents[d]) {
        return;
      }
      frame.slots[d] = mins[d];
    }
  }
}

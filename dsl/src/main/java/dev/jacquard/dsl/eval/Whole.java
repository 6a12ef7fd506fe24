package dev.jacquard.dsl.eval;

/**
 * A compiled integer or boolean expression, carried as {@link dev.jacquard.dsl.DType} says. Unless
 * it is exact by construction, it leaves the tolerance of its value in {@link Frame#error}.
 */
@FunctionalInterface
interface Whole {
  long at(Frame frame);

  /** An exact expression that says so in the frame. */
  static Whole withoutError(Whole exact) {
    return frame -> {
      long value = exact.at(frame);
      frame.error = 0;
      return value;
    };
  }
}

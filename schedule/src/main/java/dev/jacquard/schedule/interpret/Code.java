package dev.jacquard.schedule.interpret;

/** What expressions and statements are compiled to. */
final class Code {

  private Code() {}

  /** The value of a scalar integer or boolean, carried as DType says. */
  @FunctionalInterface
  interface OfInteger {
    long at(Frame frame);
  }

  /** The value of a scalar float, rounded to its type. */
  @FunctionalInterface
  interface OfFloat {
    double at(Frame frame);
  }

  /** The effect of a statement on one thread of control. */
  @FunctionalInterface
  interface Action {
    void run(Frame frame);
  }

  /** The effect of a statement with barriers on all items of a group, each at the same place. */
  @FunctionalInterface
  interface GroupAction {
    void run(Frame[] items);
  }
}

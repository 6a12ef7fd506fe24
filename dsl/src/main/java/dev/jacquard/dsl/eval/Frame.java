package dev.jacquard.dsl.eval;

/** What one thread knows while it evaluates one point of one Func. */
final class Frame {

  /**
   * The current values of the Func's indices, then of its reduction indices, then of a reducer's
   * operands (the bits of those that are floats).
   */
  final long[] slots;

  /** The tolerances of a reducer's operands, beside their slots. */
  final double[] slotErrors;

  /**
   * How far a correct program's value may be from the one just evaluated; set by every
   * evaluation that is not exact by construction.
   */
  double error;

  /** A position handed from an edge rule to the access behind it. */
  long flat;

  private final Frame[] all;

  private Frame(int slotCount, Frame[] all) {
    this.slots = new long[slotCount];
    this.slotErrors = new double[slotCount];
    this.all = all;
  }

  /** A frame for a Func, with room for the frames of {@code funcCount} Funcs that it may call. */
  static Frame first(int slotCount, int funcCount) {
    return new Frame(slotCount, new Frame[funcCount]);
  }

  /** This thread's frame for another Func. */
  Frame of(int func, int slotCount) {
    if (all[func] == null) {
      all[func] = new Frame(slotCount, all);
    }
    return all[func];
  }
}

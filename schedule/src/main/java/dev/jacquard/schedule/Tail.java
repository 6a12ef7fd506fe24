package dev.jacquard.schedule;

/** What a split does where its factor does not divide the extent. */
public enum Tail {
  /**
   * {@link #SHIFT_INWARDS} where that is legal, or {@link #PREDICATE} where only the extent is not
   * known to suffice; else {@link #GUARD}.
   */
  AUTO,
  /** The last inner loop checks each index. */
  GUARD,
  /**
   * As {@link #GUARD}; if the inner loop is vectorized, the last vectors are loaded and stored as
   * far as their lanes exist, and computed whole.
   */
  PREDICATE,
  /**
   * The last inner loop starts early, so that it ends with the extent; some points are computed
   * twice. Needs an extent of at least the factor, and a Func whose points do not build on
   * each other.
   */
  SHIFT_INWARDS,
  /**
   * The last inner loop starts early; points that were computed keep their values. Needs an extent
   * of at least the factor, and blocks that run one after the other.
   */
  SHIFT_INWARDS_AND_BLEND,
  /**
   * All inner loops are whole; points beyond what is needed are computed too, in room of their own.
   * Needs a Func computed at a loop, and a range of it that has that many points.
   */
  ROUND_UP,
  /** The factor must divide the extent. */
  EXACT
}

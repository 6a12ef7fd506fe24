package dev.jacquard.schedule.nest;

/**
 * Room that outlives an iteration of the loop at which a Func is computed.
 *
 * @param loop where it is made, in the consumer at one of whose loops the Func is computed
 * @param directive the position of {@code storeAt}
 * @param fold how it is reused, or null
 */
public record Window(String loop, int directive, Fold fold) {

  /**
   * Room for {@code factor} values along an index, one after the other taking the same place.
   *
   * @param directive the position of {@code foldStorage}
   */
  public record Fold(String index, long factor, int directive) {}

  Window folded(Fold newFold) {
    return new Window(loop, directive, newFold);
  }
}

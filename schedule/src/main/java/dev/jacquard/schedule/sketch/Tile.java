package dev.jacquard.schedule.sketch;

/**
 * The part of a root Func that is computed at once.
 *
 * @param vector the loop whose neighbours are lanes, or empty
 * @param lanes of a vector
 * @param vectors side by side along {@code vector}
 * @param block another loop, or empty
 * @param rows iterations of {@code block}
 */
record Tile(String vector, int lanes, int vectors, String block, int rows) {

  /** Iterations of a loop that one tile covers. */
  long extent(String loop) {
    return loop.equals(vector) ? width() : loop.equals(block) ? rows : 1;
  }

  long width() {
    return (long) lanes * vectors;
  }

  /** Vectors, or scalars where there is no vector axis. */
  int values() {
    return vectors * rows;
  }

  boolean isVector() {
    return !vector.isEmpty() && lanes > 1;
  }
}

package dev.jacquard.notebooks;

/**
 * Where a snippet stands.
 *
 * @param start the position in the cell's source at which it begins
 */
record Place(Cell cell, int start) {

  private static final String PREFIX = "cell ";

  /** The line of the cell, from 1 on, at a position in the snippet. */
  int line(int position) {
    int end = Math.clamp((long) start + position, 0, cell.source().length());
    return 1 + (int) cell.source().substring(0, end).chars().filter(c -> c == '\n').count();
  }

  /** What stands in class files for the name of their source. */
  String file() {
    return PREFIX + cell.number();
  }

  static boolean isCell(String file) {
    return file != null && file.startsWith(PREFIX);
  }
}

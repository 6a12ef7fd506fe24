package dev.jacquard.notebooks;

import java.util.List;
import java.util.Set;

/**
 * A cell of code.
 *
 * @param number from 1 on among those with code, as Jupyter counts when all are run in order
 * @param source Java, as JShell takes it
 * @param tags of {@link #TIMING}, {@link #RAISES} and others, which mean nothing here
 * @param stored its outputs in the file
 */
public record Cell(int number, String source, Set<String> tags, List<Output> stored) {

  /** What it prints hangs on the machine: only the shape of it is compared. */
  public static final String TIMING = "timing";

  /** It must fail; what follows runs all the same. A tag that Jupyter's own tools know. */
  public static final String RAISES = "raises-exception";

  public Cell {
    tags = Set.copyOf(tags);
    stored = List.copyOf(stored);
  }

  boolean isTiming() {
    return tags.contains(TIMING);
  }

  boolean raises() {
    return tags.contains(RAISES);
  }

  /** The text of a line, from 1 on; empty beyond the last. */
  String line(int number) {
    return source.lines().skip(number - 1L).findFirst().orElse("");
  }
}

package dev.jacquard.schedule.sketch;

import java.util.Set;

/**
 * What the rules leave alone.
 *
 * @param scheduled the Funcs that others schedule
 * @param roots the Funcs that are computed at root for them
 */
public record Given(Set<String> scheduled, Set<String> roots) {

  /** The rules decide all. */
  static final Given NOTHING = new Given(Set.of(), Set.of());

  public Given {
    scheduled = Set.copyOf(scheduled);
    roots = Set.copyOf(roots);
  }
}

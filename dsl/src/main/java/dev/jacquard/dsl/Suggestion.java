package dev.jacquard.dsl;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that was probably meant, for the errors about names that do not exist. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * The end of a message: {@code " Did you mean matmul?"}, or nothing where no name is near.
   *
   * @param given what was written
   * @param known the names that exist
   */
  public static String of(String given, Collection<String> known) {
    return nearest(given, known).map(" Did you mean %s?"::formatted).orElse("");
  }

  /** The nearest name, case aside: one that begins so, or one letter off in three at most. */
  private static Optional<String> nearest(String given, Collection<String> known) {
    String lower = given.toLowerCase(Locale.ROOT);
    int most = (given.length() + 1) / 3;
    return known.stream()
        .filter(name -> distance(lower, name) <= most || begins(lower, name))
        .min(Comparator.comparing((String name) -> !begins(lower, name))
            .thenComparingInt(name -> distance(lower, name)));
  }

  private static boolean begins(String given, String name) {
    return given.length() > 2 && name.toLowerCase(Locale.ROOT).startsWith(given);
  }

  /** The fewest insertions, deletions and replacements of letters (Levenshtein). */
  private static int distance(String from, String name) {
    String to = name.toLowerCase(Locale.ROOT);
    int[] above = new int[to.length() + 1];
    Arrays.setAll(above, j -> j);
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}

package dev.jacquard.ops;

import dev.jacquard.dsl.UserError;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All operators. */
public final class Ops {

  private static final List<Op> ALL = List.of(new MatMul(), new BatchedMatMul(), new Conv2d(),
      new CapsuleConv(), new Softmax(), new Blur());

  private Ops() {}

  public static List<Op> all() {
    return ALL;
  }

  /**
   * The operator of this name.
   *
   * @throws UserError that lists the operators and suggests the nearest, if there is none
   */
  public static Op find(String name) {
    return ALL.stream().filter(op -> op.name().equals(name)).findFirst().orElseThrow(
        () -> new UserError("Unknown op \"%s\". Ops: %s.%s A file is named with its ending: %s."
            .formatted(name, ALL.stream().map(Op::name).collect(Collectors.joining(", ")),
                nearest(name).map(" Did you mean %s?"::formatted).orElse(""), "MyOp.java")));
  }

  private static Optional<String> nearest(String name) {
    int most = Math.max(2, name.length() / 3);
    return ALL.stream().map(Op::name)
        .filter(known -> distance(name, known) <= most)
        .min(Comparator.comparingInt(known -> distance(name, known)));
  }

  /** The fewest insertions, deletions and replacements of letters, case aside (Levenshtein). */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    java.util.Arrays.setAll(above, j -> j);
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        boolean same = Character.toLowerCase(from.charAt(i - 1))
            == Character.toLowerCase(to.charAt(j - 1));
        row[j] = Math.min(above[j - 1] + (same ? 0 : 1), Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}

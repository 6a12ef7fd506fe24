package dev.jacquard.dsl.data;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Layout.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses and checks layouts, and says what is wrong with them. */
final class LayoutText {
  private static final Pattern AXIS = Pattern.compile("(\\d{1,9})(?:([/%])(\\d{1,18}))?");
  private static final String FORM = " List the storage axes, outermost first: each dimension once "
    + "as d, or split as d/b and d%b. Example: \"1/32 0 1%32\".";

  /** More than any tensor has. */
  private static final int MOST_AXES = 64;

  private LayoutText() {}

  static Layout parse(String text) {
    String stripped = text.strip();
    String[] words = stripped.split("\\s+", MOST_AXES + 1);
    if (words.length > MOST_AXES) {
      throw UserError.here("A layout has at most " + MOST_AXES + " axes." + FORM);
    }
    return stripped.isEmpty() ? Layout.of()
      : new Layout(Arrays.stream(words).map(word -> axis(word, text)).toList());
  }

  private static Axis axis(String word, String text) {
    Matcher match = AXIS.matcher(word);
    if (!match.matches()) {
      throw UserError.here("Layout \"" + text + "\": cannot read the axis '" + word + "'."
        + FORM);
    }
    int dim = Integer.parseInt(match.group(1));
    return match.group(2) == null
      ? Axis.whole(dim)
      : split(dim, match.group(2), Long.parseLong(match.group(3)), text);
  }

  private static Axis split(int dim, String operator, long block, String text) {
    if (block == 0) {
      throw UserError.here("Layout \"" + text + "\": the block of dimension " + dim
        + " is 0. Give a block of at least 1.");
    }
    return new Axis(dim, block, operator.equals("%"));
  }

  /** Throws unless the dimensions 0..rank-1 appear once each, whole or as a matching pair. */
  static void check(List<Axis> axes) {
    int rank = axes.stream().mapToInt(axis -> axis.dim() + 1).max().orElse(0);
    for (int d = 0; d < rank; d++) {
      checkDim(d, axes);
    }
  }

  private static void checkDim(int dim, List<Axis> axes) {
    List<Axis> own = axes.stream().filter(axis -> axis.dim() == dim).toList();
    if (!isWhole(own) && !isPair(own)) {
      throw UserError.here("Layout \"" + text(axes) + "\": dimension " + dim + " "
        + (own.isEmpty() ? "is missing" : "appears as " + text(own)) + "." + FORM);
    }
  }

  private static boolean isWhole(List<Axis> own) {
    return own.size() == 1 && own.getFirst().isWhole();
  }

  private static boolean isPair(List<Axis> own) {
    return own.size() == 2
      && own.getFirst().block() == own.getLast().block()
      && own.getFirst().inner() != own.getLast().inner();
  }

  private static String text(List<Axis> axes) {
    return axes.stream().map(Axis::toString).collect(Collectors.joining(" "));
  }
}

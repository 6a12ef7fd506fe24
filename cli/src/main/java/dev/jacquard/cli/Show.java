package dev.jacquard.cli;

import dev.jacquard.dsl.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The stages between an operator and its kernel that can be printed. */
enum Show {
  ALGORITHM, SCHEDULE, NEST, COST, PASSES, KERNEL;

  /** The help text of {@code --show}. */
  static final String STAGES = "algorithm, schedule, nest, cost, passes, kernel";

  /** The stages of these names. */
  static List<Show> of(List<String> names) {
    return names.stream().map(Show::of).toList();
  }

  private static Show of(String name) {
    return Arrays.stream(values()).filter(stage -> stage.toString().equals(name)).findFirst()
        .orElseThrow(() -> new UsageError(("Unknown stage \"%s\" of --show. Give one of: "
            + "%s.%s").formatted(
            name, STAGES, Suggestion.of(name, List.of(STAGES.split(", "))))));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.jacquard.cli;

import picocli.CommandLine.Option;

/** How often to time. */
final class RepeatOption {

  @Option(names = "--repeat", paramLabel = "N", order = 6,
      description = "Time N runs (default: as many as a third of a second allows).")
  private Integer times;

  /** Fails for less than one run. */
  void validate() {
    if (times != null && times < 1) {
      throw new UsageError("--repeat %d: give the number of runs, 1 or more.".formatted(times));
    }
  }

  /** The number of runs; 0 if it was not given. */
  int times() {
    return times == null ? 0 : times;
  }
}

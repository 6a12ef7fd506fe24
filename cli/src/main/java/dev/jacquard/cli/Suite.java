package dev.jacquard.cli;

/**
 * A suite of benchmarks, found by {@code ServiceLoader}. What it prints are ratios of figures
 * measured side by side in its one run.
 */
public interface Suite {

  /** The name under which it is started: {@code jacquard bench NAME}. */
  String name();

  /** One line: what is measured against what. */
  String summary();

  /**
   * Measures and reports through {@code context}.
   *
   * @throws dev.jacquard.dsl.UserError for work that cannot be done here, with what to do
   */
  void run(BenchContext context);
}

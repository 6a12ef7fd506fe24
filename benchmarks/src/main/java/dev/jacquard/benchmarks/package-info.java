/**
 * Suites of benchmarks.
 *
 * <p>In: a device, a budget for each tuning, a seed. Out: rows of figures, each beside what was
 * asked of it and beside its peer's in the same run. Caller: {@code jacquard bench}, which finds
 * the suites by {@code ServiceLoader} of {@link dev.jacquard.cli.Suite}.
 */
package dev.jacquard.benchmarks;

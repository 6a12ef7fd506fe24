/**
 * The command line: one class a command, found by picocli.
 *
 * <p>In: arguments. Out: text or one JSON object on stdout, talk on stderr, and an exit code: 0
 * fine, 1 the work failed, 2 wrong usage. Caller: the launcher {@code jacquard}. To add a command:
 * a class that extends {@link dev.jacquard.cli.Command}, and its name in
 * {@link dev.jacquard.cli.Main}. Benchmark suites are found by {@code ServiceLoader} of
 * {@link dev.jacquard.cli.Suite}.
 */
package dev.jacquard.cli;

/**
 * What we are measured against: OpenBLAS in a process of its own, and the device's own copying.
 *
 * <p>In: the sizes and inputs of an operator. Out: a {@code dev.jacquard.benchmarks.Contestant}
 * that takes turns with ours. Callers: the suites.
 */
package dev.jacquard.benchmarks.peer;

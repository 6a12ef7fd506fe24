/**
 * What we are measured against: libraries, each in a process of its own, and the device's copying.
 *
 * <p>In: the sizes and inputs of an operator. Out: a {@code dev.jacquard.benchmarks.Contestant}
 * that takes turns with ours. Callers: the suites.
 */
package dev.jacquard.benchmarks.peer;

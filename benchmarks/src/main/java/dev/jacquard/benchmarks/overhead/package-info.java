/**
 * What the compiler and the runtime cost beside the kernels.
 *
 * <p>In: a device. Out: the time to lower pipelines of growing length, and the time that a launch
 * takes in a chain of kernels that do next to nothing. Caller: {@code jacquard bench}.
 */
package dev.jacquard.benchmarks.overhead;

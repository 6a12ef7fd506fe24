/**
 * The search space of any algorithm.
 *
 * <p>In: an algorithm with its sizes and a target. Out: a
 * {@link dev.jacquard.tune.space.SearchSpace}, the decisions of {@code schedule.sketch} as a
 * genotype of integers. Caller: the tuner.
 */
package dev.jacquard.tune.space;

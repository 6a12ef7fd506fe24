/**
 * Integer arithmetic of indices: intervals, a canonical polynomial form, symbolic extremes.
 *
 * <p>In: index expressions and the ranges of their variables. Out: simpler equal expressions,
 * bounds, and proofs that an access is inside. Callers: range inference and checks of
 * {@code dev.jacquard.dsl}, bounds inference and simplification of {@code dev.jacquard.schedule}.
 */
package dev.jacquard.dsl.index;

/**
 * The oracle: what an algorithm computes, whatever its schedule.
 *
 * <p>In: an {@link dev.jacquard.dsl.Algorithm} whose sizes are all numbers, and its input tensors.
 * Out: a {@link dev.jacquard.dsl.eval.Result} for each output, with every value and how far a
 * correct program may be from it, which {@link dev.jacquard.dsl.eval.Check} holds against what a
 * program computed.
 *
 * <ul>
 *   <li>{@link dev.jacquard.dsl.eval.Reference}: the evaluator; integers exactly in their type,
 *       floats in double, rounded only at casts.
 *   <li>{@link dev.jacquard.dsl.eval.Precision}: the rules by which tolerances grow.
 *   <li>{@link dev.jacquard.dsl.eval.Inputs}: reproducible input tensors.
 * </ul>
 *
 * <p>Callers: the tests of every lowering, backend and schedule, the tuner, and {@code --check} of
 * the command line.
 */
package dev.jacquard.dsl.eval;

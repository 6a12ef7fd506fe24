/**
 * Reverse-mode derivatives of algorithms, as algorithms.
 *
 * <p>In: a scalar Func, the loss, and inputs. Out: for each input a Func of its shape, made of
 * ordinary Funcs, to be scheduled, lifted and differentiated like any other. Callers: users,
 * through {@code Dsl.gradient}.
 *
 * <p>{@code Gradient} walks the Funcs, consumers first; {@code Adjoints} takes the value that flows
 * back through one definition apart into what reaches each access; {@code Contribution} makes a
 * Func of that: reductions become broadcasts, broadcasts reductions, gathers scatter-adds.
 */
package dev.jacquard.dsl.gradient;

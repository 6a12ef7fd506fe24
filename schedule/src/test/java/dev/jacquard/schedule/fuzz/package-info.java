/**
 * Random algorithms under random schedules, held against the oracle.
 *
 * <p>In: a seed. Out: a {@link dev.jacquard.schedule.fuzz.Sample}, run on the interpreter; one that
 * fails is made smaller and printed with the command that runs it again.
 */
package dev.jacquard.schedule.fuzz;

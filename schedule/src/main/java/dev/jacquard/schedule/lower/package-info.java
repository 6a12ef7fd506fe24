/**
 * Lowering: an algorithm and a schedule become a program.
 *
 * <p>In: a {@link dev.jacquard.schedule.nest.LoopNest} and a target. Out: a
 * {@link dev.jacquard.schedule.ir.Program}. {@link dev.jacquard.schedule.lower.Lower} is the one
 * call; its list of passes reads as a table of contents. Callers: the facade, the tuner, the
 * command line.
 */
package dev.jacquard.schedule.lower;

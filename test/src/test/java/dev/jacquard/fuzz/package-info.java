/**
 * Random algorithms under random schedules, held against the oracle.
 *
 * <p>In: a seed. Out: a {@link dev.jacquard.fuzz.Sample}, run on the interpreter, or with fifteen
 * others as one program on OpenCL; one that fails is made smaller and printed with the command that
 * runs it again.
 */
package dev.jacquard.fuzz;

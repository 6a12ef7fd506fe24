/**
 * Random algorithms under random schedules, held against the oracle.
 *
 * <p>In: a seed. Out: a {@link dev.jacquard.fuzz.Sample}, run on the interpreter, or with fifteen
 * others as one program on OpenCL; one that fails is made smaller and printed with the command that
 * runs it again. A seed also makes a {@link dev.jacquard.fuzz.Broken}: such a program with one
 * mistake, which must end in a message that says where, or be right all the same.
 */
package dev.jacquard.fuzz;

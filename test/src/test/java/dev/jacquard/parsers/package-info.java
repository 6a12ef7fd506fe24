/**
 * Every parser of files against damaged ones.
 *
 * <p>In: valid files and a seed. Out: nothing, or a failure with the bytes and the command that
 * repeats it. Whatever a file holds, a parser gives a value or a
 * {@link dev.jacquard.dsl.UserError}, within a stated amount of memory.
 */
package dev.jacquard.parsers;

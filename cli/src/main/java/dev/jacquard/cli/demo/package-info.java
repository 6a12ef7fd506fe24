/**
 * What the demonstration shows.
 *
 * <p>In: a device, a budget, a seed. Out: a picture that is drawn here, the same picture blurred,
 * and a table for each of the two operators. Caller: the command {@code demo}.
 */
package dev.jacquard.cli.demo;

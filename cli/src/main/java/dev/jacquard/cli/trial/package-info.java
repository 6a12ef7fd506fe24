/**
 * The library's operators on a device that nobody knows yet.
 *
 * <p>In: a device. Out: for each operator, size and schedule whether the oracle agrees, or why it
 * could not be asked. Caller: {@code jacquard test --device}.
 */
package dev.jacquard.cli.trial;

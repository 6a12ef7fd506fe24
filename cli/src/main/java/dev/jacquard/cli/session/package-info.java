/**
 * What lies between a command's options and its result.
 *
 * <p>In: the name of an op or a user's file, sizes, a device, a kind of schedule, seeds and files
 * of inputs. Out: a {@link dev.jacquard.cli.session.Workload}, a device, a schedule, a program
 * that is loaded and runs, its times, its check. Callers: the commands. Every call of lowering,
 * of a backend, of the oracle and of the tuner on behalf of a command is here.
 */
package dev.jacquard.cli.session;

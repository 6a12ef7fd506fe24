/**
 * Schedules for CPUs, written by hand in the schedule language: blocks of results in vector
 * registers, operands packed in the order in which they are read, work shared among the cores.
 *
 * <p>In: an operator's algorithm with its sizes bound, and facts about a device. Out: a
 * {@link dev.jacquard.schedule.Schedule}. Callers: {@link dev.jacquard.ops.Op#byHand}. They are
 * what the tuner starts from and has to beat. {@link dev.jacquard.ops.cpu.RegisterTile} is the
 * function from schedule to schedule that all contractions share.
 */
package dev.jacquard.ops.cpu;

/**
 * Schedules for GPUs, written by hand in the schedule language: a tile for each work-group, fetched
 * into local memory by its work-items together, a block of results in the registers of each item.
 *
 * <p>In: an operator's algorithm with its sizes bound, and facts about a device. Out: a
 * {@link dev.jacquard.schedule.Schedule}. Callers: {@link dev.jacquard.ops.Op#byHand}. They
 * are what a device is first measured with, and what the tuner has to beat.
 */
package dev.jacquard.ops.gpu;

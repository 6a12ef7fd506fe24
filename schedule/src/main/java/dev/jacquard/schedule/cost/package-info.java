/**
 * What a lowered program moves and computes, by loop, and the least time that a device needs for
 * it: the roofline model of Williams, Waterman and Patterson (2009).
 *
 * <p>In: a {@link dev.jacquard.schedule.ir.Program} whose sizes are numbers, and a device's peaks.
 * Out: a {@link dev.jacquard.schedule.cost.KernelCost} for each kernel, with a
 * {@link dev.jacquard.schedule.cost.Level} for each loop. Caller: {@code jacquard explain}.
 */
package dev.jacquard.schedule.cost;

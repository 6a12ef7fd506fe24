/**
 * Loops: what lowering works on and what emitters read.
 *
 * <p>In: made by {@code schedule.lower} from a loop nest. Out: a
 * {@link dev.jacquard.schedule.ir.Program}, a small tree of host statements and the
 * {@link dev.jacquard.schedule.ir.Kernel}s that they launch. Callers: the passes, the interpreter,
 * every backend.
 */
package dev.jacquard.schedule.ir;

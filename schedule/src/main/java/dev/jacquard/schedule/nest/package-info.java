/**
 * Loop nests and the rewrites of them.
 *
 * <p>In: an algorithm and directives. Out: a printable
 * {@link dev.jacquard.schedule.nest.LoopNest}, one list of loops for each Func, which
 * {@code schedule.lower} turns into statements. {@code LoopNest.apply} is the one door through
 * which every schedule goes: the fluent one, JSON, and the tuner's.
 */
package dev.jacquard.schedule.nest;

/**
 * The schedule: how an algorithm is carried out, a value beside it.
 *
 * <p>In: a user's directives, a tuner's, or JSON. Out: an immutable
 * {@link dev.jacquard.schedule.Schedule}, a list of {@link dev.jacquard.schedule.Directive}s that
 * {@code schedule.nest.LoopNest} replays, one checked rewrite each. A schedule changes speed, never
 * results. Callers: user code, the command line, the tuner.
 */
package dev.jacquard.schedule;

/**
 * Schedules from any algorithm, by rules.
 *
 * <p>In: an algorithm with its sizes, a target, and a {@link dev.jacquard.schedule.sketch.Chooser}
 * that answers each decision of the rules. Out: a legal schedule. The default schedule takes the
 * rules' own preference everywhere; the tuner answers with genes. Callers:
 * {@link dev.jacquard.schedule.DefaultSchedule} and the tuner's search space.
 */
package dev.jacquard.schedule.sketch;

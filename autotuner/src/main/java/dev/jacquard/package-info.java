/**
 * The front door of the library.
 *
 * <p>In: Funcs, schedules, sizes. Out: {@link dev.jacquard.schedule.backend.Executable}s on devices
 * and tuned schedules. Callers: user code. {@link dev.jacquard.Jacquard} stands in the lowest
 * module that sees all it needs.
 */
package dev.jacquard;

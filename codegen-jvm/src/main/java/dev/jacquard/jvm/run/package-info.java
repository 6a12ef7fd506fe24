/**
 * Runs generated Java in this virtual machine.
 *
 * <p>In: an {@link dev.jacquard.schedule.backend.Artifact} whose source {@code jvm.emit} wrote.
 * Out: an {@link dev.jacquard.schedule.backend.Executable} over methods compiled in memory.
 * Callers: whoever found the backend {@code jvm}; {@code aparapi} uses the compiler.
 */
package dev.jacquard.jvm.run;

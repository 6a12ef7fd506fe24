/**
 * The contract between lowering and devices.
 *
 * <p>In: a {@link dev.jacquard.schedule.ir.Program}. Out: an
 * {@link dev.jacquard.schedule.backend.Artifact} (text, serialisable, made without a device) and
 * from it an {@link dev.jacquard.schedule.backend.Executable}. Implementations are found by
 * {@code ServiceLoader}; the tuner and the command line know nothing else of them.
 */
package dev.jacquard.schedule.backend;

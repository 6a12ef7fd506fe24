/**
 * The Aparapi backend: OpenCL by way of Java bytecode.
 *
 * <p>In: a {@link dev.jacquard.schedule.ir.Program} of scalars. Out: a generated subclass of
 * {@link dev.jacquard.aparapi.DeviceKernel} for each kernel, compiled in memory, which Aparapi
 * translates to OpenCL C. What Aparapi cannot say is refused by name, and its silent return to Java
 * threads is an error. Callers: whoever found the backend {@code aparapi}.
 */
package dev.jacquard.aparapi;

/**
 * Takes a program away: one Java class that needs no Jacquard, with what starts and tests it.
 *
 * <p>In: an {@link dev.jacquard.schedule.backend.Artifact} of the backend {@code opencl} or
 * {@code jvm}, and the setting that it was made for. Out: a folder with the class, the OpenCL text,
 * an example, a test input and the results that are right. Caller: the command {@code export}.
 *
 * <p>{@link dev.jacquard.cli.export.HostCode} turns the host tree of a program into Java; what
 * differs between the two targets is behind {@link dev.jacquard.cli.export.Flavour}.
 */
package dev.jacquard.cli.export;

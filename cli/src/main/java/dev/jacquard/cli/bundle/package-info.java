/**
 * The whole program as one archive, for machines that have neither a JDK nor a network.
 *
 * <p>In: the jars of this program's class path, the JDK that runs it, an OpenCL loader of this
 * machine. Out: an archive of a small Java, the jars, the loader and the start script, which lies
 * beside this package's classes as a resource. Caller: {@code jacquard bundle}.
 */
package dev.jacquard.cli.bundle;

/**
 * What a kernel prints for debugging, on every backend.
 *
 * <p>In: a program with {@code print}, traced or not. Out: the lines on stdout of a process of its
 * own, because a device's driver writes them past Java.
 */
package dev.jacquard.trace;

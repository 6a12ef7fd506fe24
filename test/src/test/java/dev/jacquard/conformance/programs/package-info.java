/**
 * Programs that others wrote for other systems, in this language and in our own words: their
 * meaning and, where a test can afford them, their sizes. Each is held against plain loops where
 * that is easy, and then, under several schedules on the interpreter and on OpenCL, against the
 * oracle. A class holds the programs of one origin; {@code test/CONFORMANCE.md} lists them all, and
 * those that are still open, and a test keeps the two in step.
 */
package dev.jacquard.conformance.programs;

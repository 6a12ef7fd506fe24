/**
 * Reads the text form of an algorithm, which {@link dev.jacquard.dsl.Algorithm#toString} writes and
 * {@code docs/text.md} describes.
 *
 * <p>In: text from anywhere. Out: a {@link dev.jacquard.dsl.text.Document}, or a
 * {@link dev.jacquard.dsl.UserError} with the line and a mark under the fault, whatever the text
 * is. Callers: the schedule's text form, which reads the sections that a document leaves open, and
 * through it the command line and the tuning database.
 */
package dev.jacquard.dsl.text;

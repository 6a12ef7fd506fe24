/**
 * Each directive: the loops it leaves, as text, and that a program under it computes what the
 * oracle says, at sizes that divide and at odd ones.
 */
package dev.jacquard.schedule.rewrite;

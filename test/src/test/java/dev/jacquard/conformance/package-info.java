/**
 * Every operator of the library on every backend that is here, under the naive and the default
 * schedule, at small odd sizes, held against the oracle; and the
 * schedules that are written by hand.
 */
package dev.jacquard.conformance;

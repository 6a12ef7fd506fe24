/**
 * Every operator of the library on every backend that is here, under the naive and the default
 * schedule, at small odd sizes, held against the oracle; and the schedules for GPUs.
 */
package dev.jacquard.conformance;

/**
 * Every operator of the library on every backend that is here, under the naive and the default
 * schedule, at small odd sizes, held against the oracle.
 */
package dev.jacquard.conformance;

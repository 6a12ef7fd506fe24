package dev.jacquard.tune;

/**
 * How often the genetic operators did something.
 *
 * @param exchanged decisions that crossover exchanged between two individuals that differed in them
 * @param mutated decisions that mutation changed
 * @param immigrants random newcomers in the place of failures
 */
public record Operators(long exchanged, long mutated, long immigrants) {}

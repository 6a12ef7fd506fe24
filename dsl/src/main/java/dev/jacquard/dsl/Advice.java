package dev.jacquard.dsl;

/**
 * What the author of a Func advises on how it is carried out. It travels with the Func and is not
 * part of the algorithm: {@code dev.jacquard.schedule.Carried} says what it holds.
 */
public interface Advice {}

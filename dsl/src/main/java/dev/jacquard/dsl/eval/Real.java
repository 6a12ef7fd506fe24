package dev.jacquard.dsl.eval;

/** A compiled float expression; leaves the tolerance of its value in {@link Frame#error}. */
@FunctionalInterface
interface Real {
  double at(Frame frame);
}

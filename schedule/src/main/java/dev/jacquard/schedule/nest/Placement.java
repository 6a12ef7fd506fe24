package dev.jacquard.schedule.nest;

/** Where the values of a Func are computed. */
public sealed interface Placement {

  /** All of them first, into global memory. */
  record Root() implements Placement {}

  /** At each access. */
  record Inlined() implements Placement {}

  /** Inside a loop of a Func that reads them, those that the loop's body needs. */
  record At(String consumer, String loop, int directive) implements Placement {}
}

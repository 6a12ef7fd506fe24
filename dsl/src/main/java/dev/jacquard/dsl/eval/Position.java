package dev.jacquard.dsl.eval;

/** The row-major place of an access in its source; {@link #OUTSIDE} under a constant edge. */
@FunctionalInterface
interface Position {

  long OUTSIDE = -1;

  long at(Frame frame);
}

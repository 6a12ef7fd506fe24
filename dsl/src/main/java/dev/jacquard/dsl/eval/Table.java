package dev.jacquard.dsl.eval;

/** The values of a source, by row-major position, as compiled accesses read them. */
interface Table {

  long[] mins();

  long[] extents();

  /** Whether its values are integers that never depend on a float. */
  boolean isExact();

  /** An access of a float source. */
  Real real(Position position);

  /** An access of an integer or boolean source. */
  Whole whole(Position position);
}

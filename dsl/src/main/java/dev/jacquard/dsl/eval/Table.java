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

  /** The distance in elements between neighbours along each dimension of a row-major grid. */
  static long[] strides(long[] extents) {
    long[] strides = new long[extents.length];
    long stride = 1;
    for (int d = extents.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= extents[d];
    }
    return strides;
  }

  /** The number of elements. */
  static long size(long[] extents) {
    long size = 1;
    for (long extent : extents) {
      size = Math.multiplyExact(size, extent);
    }
    return size;
  }
}

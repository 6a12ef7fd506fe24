package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.UserError;

/** The rules of {@link Edge} for one dimension. */
final class Edges {

  private Edges() {}

  /** Which of {@code n} elements an index counted from the first means, or that it is outside. */
  static long inside(Edge.Mode mode, long index, long n) {
    if (index >= 0 && index < n) {
      return index;
    }
    if (mode == Edge.Mode.CONSTANT) {
      return Position.OUTSIDE;
    }
    if (n == 0) {
      throw new UserError("Edge " + mode + " has no element to repeat: the dimension is empty. "
          + "Use Edge.constant(0), or give a larger size.");
    }
    return switch (mode) {
      case CLAMP -> index < 0 ? 0 : n - 1;
      case WRAP -> Math.floorMod(index, n);
      case MIRROR -> folded(index, n, 2 * n, 1);
      case MIRROR_INTERIOR -> n == 1 ? 0 : folded(index, n, 2 * n - 2, 0);
      case NONE, CONSTANT, CHECKED -> throw new CompilerBug("edge " + mode);
    };
  }

  /** The place in a period that runs up to {@code n} and then back. */
  private static long folded(long index, long n, long period, long repeated) {
    long place = Math.floorMod(index, period);
    return place < n ? place : period - repeated - place;
  }
}

package dev.jacquard.ops.gpu;

import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;

/** Sizes as numbers. */
final class Extents {

  private Extents() {}

  /** The extent of a dimension, a number. */
  static long of(Source source, int dimension) {
    return Index.constant(source.range(dimension).extent(), Scope.EMPTY).orElseThrow(
        () -> new UserError(("The GPU schedule of %s is made for sizes: bind them first, with"
            + " algorithm.with(sizes).").formatted(source.name())));
  }
}

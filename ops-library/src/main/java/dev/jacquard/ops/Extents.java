package dev.jacquard.ops;

import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;

/** Sizes as numbers, for schedules that are made for them. */
public final class Extents {

  private Extents() {}

  /** The extent of a dimension, a number. */
  public static long of(Source source, int dimension) {
    return Index.constant(source.range(dimension).extent(), Scope.EMPTY).orElseThrow(
        () -> new UserError(("The schedule of %s is made for sizes. Give them first: "
            + "algorithm.with(sizes).").formatted(source.name())));
  }

  /** What a tensor takes without padding. */
  public static long bytes(Source source) {
    long bytes = source.type().bytes();
    for (int d = 0; d < source.rank(); d++) {
      bytes *= of(source, d);
    }
    return bytes;
  }
}

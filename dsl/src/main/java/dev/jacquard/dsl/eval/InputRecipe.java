package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.io.Serializable;

/**
 * How to make one input: the same recipe gives the same tensor in every process.
 *
 * @param bound the largest magnitude of small integers; one more than the largest index; else 0
 */
public record InputRecipe(String name, DType type, long[] shape, Kind kind, long bound, long seed)
    implements Serializable {

  /** What the values are. */
  public enum Kind {
    /** As {@link Tensor#random} says. */
    UNIFORM,
    /** As {@link Tensor#smallIntegers} says. */
    SMALL_INTEGERS,
    /** 0 to {@code bound} - 1. */
    INDEX
  }

  /** The tensor. */
  public Tensor make() {
    return switch (kind) {
      case UNIFORM -> Tensor.random(type, seed, shape);
      case SMALL_INTEGERS -> Tensor.smallIntegers(type, seed, bound, shape);
      case INDEX -> indices();
    };
  }

  private Tensor indices() {
    Tensor wide = Tensor.smallIntegers(DType.U64, seed, 1L << 53, shape);
    Tensor tensor = Tensor.zeros(type, shape);
    long count = Math.max(1, type == DType.U64 ? bound : Math.min(bound - 1, type.maxLong()) + 1);
    for (long i = 0, size = tensor.size(); i < size; i++) {
      tensor.setLongAt(i, Math.floorMod(wide.getLongAt(i), count));
    }
    return tensor;
  }
}

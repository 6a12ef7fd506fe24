package dev.jacquard.dsl.data;

import dev.jacquard.dsl.UserError;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Arithmetic on shapes: extents from the outermost dimension to the innermost, each at least 0. */
final class Extents {
  private Extents() {}

  /** The shape itself, if no extent is negative and the number of elements fits a long. */
  static long[] check(long[] shape) {
    for (long extent : shape) {
      if (extent < 0) {
        throw UserError.here("Shape " + format(shape) + " has the negative extent "
          + extent + ". Give 0 or more.");
      }
    }
    size(shape);
    return shape;
  }

  /** The number of elements; 1 for the empty shape, which is a scalar. */
  static long size(long[] shape) {
    if (Arrays.stream(shape).anyMatch(extent -> extent == 0)) {
      return 0;
    }
    long size = 1;
    for (long extent : shape) {
      size = product(size, extent, shape);
    }
    return size;
  }

  /** {@code a * b}, or a user error that blames the shape. */
  static long product(long a, long b, long[] shape) {
    try {
      return Math.multiplyExact(a, b);
    } catch (ArithmeticException _) {
      throw UserError.here("Shape " + format(shape)
        + " has more elements or bytes than 2^63. Give smaller extents.");
    }
  }

  /** Distances in elements between neighbours along each dimension, the last one being 1. */
  static long[] rowMajorStrides(long[] extents) {
    long[] strides = new long[extents.length];
    long stride = 1;
    for (int d = extents.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= extents[d];
    }
    return strides;
  }

  static void checkDim(int dim, long[] shape) {
    if (dim < 0 || dim >= shape.length) {
      throw UserError.here("There is no dimension " + dim + " in shape " + format(shape)
        + ". Count dimensions from 0, outermost first.");
    }
  }

  static void checkIndex(long[] index, long[] shape) {
    if (index.length != shape.length) {
      throw UserError.here("Index " + format(index) + " has " + index.length
        + " coordinates, but shape " + format(shape) + " has " + shape.length
        + " dimensions. Give one a dimension.");
    }
    for (int d = 0; d < shape.length; d++) {
      if (index[d] < 0 || index[d] >= shape[d]) {
        throw UserError.here("Index " + format(index) + " is outside shape "
          + format(shape) + " in dimension " + d + ". Keep it from 0 to below the extent.");
      }
    }
  }

  /** The shape as Python prints it, the form that users know: (), (3,), (3, 4). */
  static String format(long[] shape) {
    String inner = Arrays.stream(shape).mapToObj(Long::toString)
      .collect(Collectors.joining(", "));
    return "(" + inner + (shape.length == 1 ? ",)" : ")");
  }
}

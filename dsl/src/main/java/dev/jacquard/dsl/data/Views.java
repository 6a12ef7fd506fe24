package dev.jacquard.dsl.data;

import dev.jacquard.dsl.UserError;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Views of strided tensors, and copies between tensors of any layout. */
final class Views {
  private Views() {}

  /** True if both address every element of the shape alike and the first is without gaps. */
  static boolean isDense(long[] shape, Addressing actual, Addressing ofLayout) {
    return Arrays.equals(actual.blocks(), ofLayout.blocks())
      && IntStream.range(0, shape.length).allMatch(d ->
        shape[d] <= 1 && actual.blocks()[d] == 0
          || actual.inner()[d] == ofLayout.inner()[d]
          && actual.outer()[d] == ofLayout.outer()[d]);
  }

  static Tensor slice(Tensor tensor, int dim, long from, long to) {
    long[] shape = tensor.shape();
    Extents.checkDim(dim, shape);
    if (from < 0 || from > to || to > shape[dim]) {
      throw UserError.here("Slice " + from + ".." + to + " is outside dimension " + dim
        + " of shape " + Extents.format(shape) + ". Keep it from 0 to the extent.");
    }
    shape[dim] = to - from;
    long[] strides = tensor.strides();
    return view(tensor, shape, strides, from * strides[dim]);
  }

  static Tensor step(Tensor tensor, int dim, long step) {
    long[] shape = tensor.shape();
    long[] strides = tensor.strides();
    Extents.checkDim(dim, shape);
    if (step < 1) {
      throw UserError.here("Step " + step + " along dimension " + dim
        + " is not possible. Give a step of at least 1.");
    }
    shape[dim] = Math.ceilDiv(shape[dim], step);
    strides[dim] = shape[dim] > 1 ? strides[dim] * step : strides[dim];
    return view(tensor, shape, strides, 0);
  }

  static Tensor select(Tensor tensor, int dim, long index) {
    long[] shape = tensor.shape();
    Extents.checkDim(dim, shape);
    if (index < 0 || index >= shape[dim]) {
      throw UserError.here("Index " + index + " is outside dimension " + dim + " of shape "
        + Extents.format(shape) + ". Keep it from 0 to below the extent.");
    }
    long[] strides = tensor.strides();
    return view(tensor, without(shape, dim), without(strides, dim), index * strides[dim]);
  }

  private static long[] without(long[] values, int dim) {
    return IntStream.range(0, values.length).filter(d -> d != dim)
      .mapToLong(d -> values[d]).toArray();
  }

  static Tensor permute(Tensor tensor, int[] order) {
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, IntStream.range(0, tensor.rank()).toArray())) {
      throw UserError.here("Order " + Arrays.toString(order) + " is no permutation of the "
        + tensor.rank() + " dimensions of shape " + Extents.format(tensor.shape())
        + ". Name each once, from 0.");
    }
    return view(tensor, permuted(tensor.shape(), order), permuted(tensor.strides(), order), 0);
  }

  private static long[] permuted(long[] values, int[] order) {
    return Arrays.stream(order).mapToLong(d -> values[d]).toArray();
  }

  static Tensor reshape(Tensor tensor, long[] shape) {
    long[] own = Extents.check(shape.clone());
    if (Extents.size(own) != tensor.size()) {
      throw UserError.here("Cannot reshape " + Extents.format(tensor.shape()) + " ("
        + tensor.size() + " elements) to " + Extents.format(own) + " ("
        + Extents.size(own) + " elements). Give a shape of as many elements.");
    }
    return Tensor.over(tensor.type(), tensor.toCanonical().segment(), own);
  }

  private static Tensor view(Tensor tensor, long[] shape, long[] strides, long start) {
    long width = tensor.type().bytes();
    long span = span(shape, strides);
    MemorySegment memory = span == 0
      ? tensor.segment().asSlice(0, 0)
      : tensor.segment().asSlice(start * width, span * width);
    return Tensor.view(tensor.type(), shape, strides, memory);
  }

  private static long span(long[] shape, long[] strides) {
    return Extents.size(shape) == 0 ? 0 : 1 + IntStream.range(0, shape.length)
      .mapToLong(d -> (shape[d] - 1) * strides[d]).sum();
  }

  static void copy(Tensor source, Tensor target) {
    if (source.type() != target.type() || !Arrays.equals(source.shape(), target.shape())) {
      throw UserError.here("Cannot copy " + describe(source) + " to " + describe(target)
        + ". Make types and shapes the same.");
    }
    Tensor from = blocksConflict(source, target) ? source.toCanonical() : source;
    new StridedCopy(from.segment(), from.addressing(), target.segment(), target.addressing(),
      target.shape(), target.type().bytes()).run();
  }

  private static boolean blocksConflict(Tensor source, Tensor target) {
    long[] from = source.addressing().blocks();
    long[] to = target.addressing().blocks();
    return IntStream.range(0, from.length)
      .anyMatch(d -> from[d] != to[d] && from[d] != 0 && to[d] != 0);
  }

  static String describe(Tensor tensor) {
    return tensor.type() + " " + Extents.format(tensor.shape());
  }
}

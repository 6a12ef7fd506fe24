package dev.jacquard.dsl.data;

import dev.jacquard.dsl.UserError;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The order of a tensor's elements in memory: storage axes from the outermost to the innermost.
 * Each logical dimension d appears once, either whole ({@code d}) or split by a block b into the
 * block number {@code d/b} and the place in the block {@code d%b}. Storage is dense; where b does
 * not divide the extent, the last block is padded, and padding holds zeros.
 *
 * <p>Text form, both ways: {@code "1/32 0 1%32"} is a matrix in panels of 32 columns;
 * {@code "0 1/16 2 3 1%16"} is what deep-learning libraries call NCHW16c.
 *
 * @param axes storage axes, outermost first
 */
public record Layout(List<Axis> axes) implements Serializable {

  /**
   * One storage axis.
   *
   * @param dim the logical dimension, from 0
   * @param block 0 if the axis runs over the whole dimension, else a block's size, at least 1
   * @param inner true for the place within a block, false for the block number
   */
  public record Axis(int dim, long block, boolean inner) implements Serializable {
    public Axis {
      if (dim < 0 || block < 0 || inner && block == 0) {
        throw UserError.here("No such layout axis: dimension " + dim + ", block " + block
          + ". Count dimensions from 0, and give a block of at least 1.");
      }
    }

    public static Axis whole(int dim) {
      return new Axis(dim, 0, false);
    }

    public static Axis outer(int dim, long block) {
      return new Axis(dim, block, false);
    }

    public static Axis inner(int dim, long block) {
      return new Axis(dim, block, true);
    }

    public boolean isWhole() {
      return block == 0;
    }

    /** The extent of this axis when the logical dimension has {@code extent} elements. */
    public long extent(long extent) {
      return isWhole() ? extent : inner ? block : Math.ceilDiv(extent, block);
    }

    @Override
    public String toString() {
      return isWhole() ? "" + dim : dim + (inner ? "%" : "/") + block;
    }
  }

  public Layout {
    axes = List.copyOf(axes);
    LayoutText.check(axes);
  }

  public static Layout of(Axis... axes) {
    return new Layout(List.of(axes));
  }

  /** Row-major: the last dimension is innermost. */
  public static Layout canonical(int rank) {
    return order(IntStream.range(0, rank).toArray());
  }

  /** Whole dimensions, outermost first: {@code order(1, 0)} is a column-major matrix. */
  public static Layout order(int... dims) {
    return new Layout(Arrays.stream(dims).mapToObj(Axis::whole).toList());
  }

  /**
   * Panels along one dimension: its block number outermost, then the other dimensions in order,
   * then the place in the block. {@code blocked(2, 1, 32)} is {@code "1/32 0 1%32"}.
   */
  public static Layout blocked(int rank, int dim, long block) {
    List<Axis> axes = new ArrayList<>(canonical(rank).axes);
    axes.remove(Axis.whole(dim));
    axes.addFirst(Axis.outer(dim, block));
    axes.addLast(Axis.inner(dim, block));
    return new Layout(axes);
  }

  /** The layout of this text form; throws a user error that explains the form. */
  public static Layout parse(String text) {
    return LayoutText.parse(text);
  }

  /** This layout with a whole dimension split: d/block in its place, d%block innermost. */
  public Layout withBlock(int dim, long block) {
    List<Axis> split = new ArrayList<>(axes);
    int place = split.indexOf(Axis.whole(dim));
    if (place < 0) {
      throw UserError.here("Layout \"" + this + "\" has no whole dimension " + dim
        + " to split. Name one that is not split yet.");
    }
    split.set(place, Axis.outer(dim, block));
    split.add(Axis.inner(dim, block));
    return new Layout(split);
  }

  /** The number of logical dimensions. */
  public int rank() {
    return (int) axes.stream().filter(axis -> !axis.inner).count();
  }

  public boolean isCanonical() {
    return equals(canonical(rank()));
  }

  /** True if some dimension is split, so that no strides per dimension exist. */
  public boolean isBlocked() {
    return axes.stream().anyMatch(axis -> !axis.isWhole());
  }

  /** The extents of the storage axes, padding included, outermost first. */
  public long[] storageExtents(long[] shape) {
    checkRank(shape);
    return axes.stream().mapToLong(axis -> axis.extent(shape[axis.dim])).toArray();
  }

  /** Distances in elements between neighbours along each storage axis, outermost first. */
  public long[] storageStrides(long[] shape) {
    return Extents.rowMajorStrides(storageExtents(shape));
  }

  /** The number of elements in memory, padding included. */
  public long storageSize(long[] shape) {
    return Extents.size(storageExtents(shape));
  }

  /** The place in memory, in elements from the start, of the element at a logical index. */
  public long offset(long[] index, long[] shape) {
    Extents.checkIndex(index, shape);
    return addressing(shape).position(index);
  }

  Addressing addressing(long[] shape) {
    long[] strides = storageStrides(shape);
    Addressing result = Addressing.strided(new long[shape.length]);
    for (int a = 0; a < strides.length; a++) {
      Axis axis = axes.get(a);
      boolean isOuter = !axis.isWhole() && !axis.inner;
      (isOuter ? result.outer() : result.inner())[axis.dim] = strides[a];
      result.blocks()[axis.dim] = axis.block;
    }
    return result;
  }

  private void checkRank(long[] shape) {
    if (shape.length != rank()) {
      throw UserError.here("Layout \"" + this + "\" is for " + rank()
        + " dimensions, but shape " + Extents.format(shape) + " has " + shape.length
        + ". Use a layout of as many.");
    }
  }

  @Override
  public String toString() {
    return axes.stream().map(Axis::toString).collect(Collectors.joining(" "));
  }
}

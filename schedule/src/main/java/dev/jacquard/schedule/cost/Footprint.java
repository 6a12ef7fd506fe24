package dev.jacquard.schedule.cost;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Broadcast;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Ramp;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Interval;
import dev.jacquard.dsl.index.Scope;
import dev.jacquard.schedule.ir.Buffer;
import java.util.Arrays;

/**
 * How many elements of a buffer some accesses touch, taken as boxes along the axes of its storage:
 * those of the smallest box around all, or of the boxes together if they are fewer.
 */
final class Footprint {

  private final long[] extents;
  private final long[] strides;
  private final double size;
  private final long[] low;
  private final long[] high;
  private double sum;

  Footprint(Buffer buffer) {
    long[] found = buffer.storageExtents().stream()
        .mapToLong(extent -> Math.max(1, Index.interval(extent, Scope.EMPTY).max())).toArray();
    this.extents = found.length == 0 ? new long[] {1} : found;
    this.strides = new long[extents.length];
    long stride = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= extents[axis];
    }
    this.size = stride;
    this.low = new long[extents.length];
    this.high = new long[extents.length];
    Arrays.fill(low, Long.MAX_VALUE);
    Arrays.fill(high, Long.MIN_VALUE);
  }

  double elements() {
    double hull = 1;
    for (int axis = 0; axis < low.length; axis++) {
      hull *= high[axis] - (double) low[axis] + 1;
    }
    return Math.min(Math.min(hull, sum), size);
  }

  /**
   * Adds an access to the element {@code place} behind {@code index} into the storage;
   * {@code scope} says how variables run.
   */
  void add(Expr index, int place, Scope scope) {
    Access access = new Access(scope);
    access.corner = place;
    access.term(index, 1);
    if (!access.known) {
      sum = size;
      access.widths[0] = (long) size - 1;
      access.corner = 0;
    }
    long[] corner = access.coordinates();
    double volume = 1;
    for (int axis = 0; axis < extents.length; axis++) {
      long end = corner[axis] + access.widths[axis];
      boolean clips = access.widths[axis] < extents[axis];
      long first = clips ? Math.clamp(corner[axis], 0, extents[axis] - 1) : corner[axis];
      long last = clips ? Math.clamp(end, 0, extents[axis] - 1) : end;
      low[axis] = Math.min(low[axis], first);
      high[axis] = Math.max(high[axis], last);
      volume *= last - first + 1;
    }
    sum += volume;
  }

  /** One index as a sum of multiples: its least value, and how far it goes along each axis. */
  private final class Access {

    private final Scope scope;
    private final long[] widths = new long[strides.length];
    private long corner;
    private boolean known = true;

    Access(Scope scope) {
      this.scope = scope;
    }

    void term(Expr e, long factor) {
      switch (e) {
        case IntConst(DType _, long value) -> corner += factor * value;
        case Broadcast(Expr value, int _) -> term(value, factor);
        case Ramp(Expr base, IntConst stride, int lanes) -> {
          term(base, factor);
          range(new Interval(0, lanes - 1), factor * stride.value());
        }
        case Binary(BinaryOp op, Expr a, Expr b) when op == BinaryOp.ADD || op == BinaryOp.SUB -> {
          term(a, factor);
          term(b, op == BinaryOp.ADD ? factor : -factor);
        }
        case Binary(BinaryOp op, Expr a, IntConst b) when op == BinaryOp.MUL ->
            term(a, factor * b.value());
        case Binary(BinaryOp op, Expr a, Broadcast(IntConst b, int _)) when op == BinaryOp.MUL ->
            term(a, factor * b.value());
        default -> range(Ranges.of(e, scope), factor);
      }
    }

    /** Of the corner; one that a guard keeps from lying before the start of a row lies there. */
    long[] coordinates() {
      long[] coordinates = new long[extents.length];
      long rest = corner;
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        boolean outermost = axis == 0;
        long at = outermost ? rest : Math.floorMod(rest, extents[axis]);
        boolean before = !outermost && extents[axis] - at < at + widths[axis] - extents[axis] + 1;
        coordinates[axis] = before ? at - extents[axis] : at;
        rest = outermost ? 0 : (rest - coordinates[axis]) / extents[axis];
      }
      return coordinates;
    }

    private void range(Interval values, long factor) {
      known &= values.isBounded();
      if (known) {
        corner += factor * (factor > 0 ? values.min() : values.max());
        long rest = Math.abs(factor);
        for (int axis = 0; axis < strides.length; axis++) {
          widths[axis] += rest / strides[axis] * (values.max() - values.min());
          rest %= strides[axis];
        }
      }
    }
  }
}

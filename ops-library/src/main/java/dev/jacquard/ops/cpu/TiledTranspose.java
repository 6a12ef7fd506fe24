package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.Optional;

/**
 * {@code Y[j, i] = X[i, j]} by squares as wide as a vector: rows are read whole, turned in
 * registers, and written whole. What memory bounds is read along the rows of X within a block, and
 * past the caches; what lies in them is written along those of Y, which are what stalls.
 *
 * <pre>
 * parallel i / 64, j / 128: for i / 16: for j / 16: { t[16, 16] = X[..];  Y[..] = t turned }
 * </pre>
 */
public final class TiledTranspose {

  /** The squares of a block, along a row of X and along one of Y. */
  private record Block(long columns, long rows) {}

  private static final Block STREAMED = new Block(8, 4);
  private static final Block CACHED = new Block(1, 64);
  /** The edge of a square for a device without vectors. */
  private static final int SCALARS = 4;
  /** A result that no cache of a CPU keeps until it is read again. */
  private static final long STREAMED_BYTES = 64L << 20;

  private TiledTranspose() {}

  /** @param transpose of an input, with its sizes bound; none of a single row or column */
  public static Optional<Schedule> of(Algorithm transpose, Target target) {
    Func y = transpose.outputs().getFirst();
    Input x = transpose.inputs().getFirst();
    int lanes = target.lanes(y.type());
    long columns = Extents.of(y, 0);
    long rows = Extents.of(y, 1);
    long edge = Math.min(lanes > 1 ? lanes : SCALARS,
        Long.highestOneBit(Math.min(rows, columns)));
    if (target.kind() == Target.Kind.GPU || edge == 1) {
      return Optional.empty();
    }
    String j = y.indices().get(0).name();
    String i = y.indices().get(1).name();
    boolean streams = rows * columns * y.type().bytes() >= STREAMED_BYTES;
    Block block = streams ? STREAMED : CACHED;
    Schedule s = Schedule.of(transpose)
        .split(j, edge * Math.clamp(columns / edge, 1, block.columns))
        .split(i, edge * Math.clamp(rows / edge, 1, block.rows))
        .split(j + ".inner", edge).split(i + ".inner", edge)
        .reorder(i + ".outer", j + ".outer", i + ".inner.outer", j + ".inner.outer",
            j + ".inner.inner", i + ".inner.inner")
        .unroll(j + ".inner.inner")
        .parallel(i + ".outer", j + ".outer");
    s = streams ? s.storeHint(StoreHint.STREAM) : s;
    String square = x.name() + ".square";
    s = lanes > 1 ? s.vectorize(i + ".inner.inner") : s.unroll(i + ".inner.inner");
    s = s.cacheRead(x.name(), square).func(square).computeAt(y.name(), j + ".inner.outer")
        .unroll("d0");
    return Optional.of(lanes > 1 ? s.vectorize("d1") : s.unroll("d1"));
  }
}

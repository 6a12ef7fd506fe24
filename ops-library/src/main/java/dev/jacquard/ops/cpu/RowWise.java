package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.Optional;

/**
 * An op whose Funcs have the indices of a row, or of a row and a column: normalisations, softmax,
 * maps. Some rows are done with before the next begin, so that between their passes they lie in the
 * caches of a core, and memory sees each element once.
 *
 * <pre>
 * parallel rows / 4: { reductions: {@link TreeReduction};
 *     for 4 rows: for columns / 64: unrolled: lanes }
 * </pre>
 */
public final class RowWise {

  private static final int VECTORS = 4;
  private static final int ROWS = 4;
  /** Of intermediate results: they live on the stack of a core, and should in its caches. */
  private static final long MOST_HELD_BYTES = 256 << 10;
  /** A result that no cache of a CPU keeps until it is read again. */
  private static final long STREAMED_BYTES = 64L << 20;

  private RowWise() {}

  /** @param op with its sizes bound; none where a row's intermediate results are too long */
  public static Optional<Schedule> of(Algorithm op, Target target) {
    Func y = op.outputs().getFirst();
    long rowBytes = Extents.of(y, 1) * y.type().bytes();
    long rows = Math.min(ROWS, Extents.of(y, 0));
    long held = op.funcs().stream().filter(f -> f != y && f.rank() > 1).count() * rows * rowBytes;
    if (target.kind() == Target.Kind.GPU || held > MOST_HELD_BYTES) {
      return Optional.empty();
    }
    String index = y.indices().getFirst().name();
    String row = index + ".outer";
    Schedule s = strips(Schedule.of(op).split(index, rows), y, target).parallel(row);
    s = rowBytes * Extents.of(y, 0) < STREAMED_BYTES ? s : s.storeHint(StoreHint.STREAM);
    for (Func func : op.funcs().reversed()) {
      s = func == y ? s : func.reduction().isPresent()
          ? TreeReduction.inside(s, func, rows, y.name(), row, target)
          : inside(s.func(func).computeAt(y, row), func, target);
    }
    return Optional.of(s);
  }

  private static Schedule inside(Schedule schedule, Func func, Target target) {
    return func.rank() == 1 ? schedule : strips(schedule, func, target);
  }

  /** A few vectors of columns at a time, which do not wait for each other. */
  private static Schedule strips(Schedule schedule, Func func, Target target) {
    String column = func.indices().getLast().name();
    long columns = Extents.of(func, 1);
    int lanes = (int) Math.min(target.lanes(func.type()), Long.highestOneBit(columns));
    long vectors = Math.clamp(columns / lanes, 1, VECTORS);
    Schedule s = schedule.func(func).split(column, lanes * vectors)
        .split(column + ".inner", lanes).unroll(column + ".inner.outer");
    return lanes > 1 ? s.vectorize(column + ".inner.inner") : s;
  }
}

package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.List;
import java.util.Optional;

/**
 * An op whose Funcs have the indices of a row, or of a row and a column: normalisations, softmax,
 * maps. Some rows are done with before the next begin, so that between their passes they lie in the
 * caches of a core, and memory sees each element once.
 *
 * <pre>
 * parallel rows / 2: { reductions: {@link TreeReduction};
 *     2 rows unrolled: for columns / 64: unrolled: lanes }
 * </pre>
 */
public final class RowWise {

  private static final int VECTORS = 4;
  /** Read in turn, their reductions end together; of streamed rows one stays in L1. */
  private static final int LEAST_ROWS = 2;
  private static final int MOST_ROWS = 4;
  /** Of rows: with as much of results, and what all rows share, they stay in any L1. */
  private static final long ROWS_BYTES = 8 << 10;
  /** Of intermediate results: they live on the stack of a core, and should in its caches. */
  private static final long MOST_HELD_BYTES = 256 << 10;
  /** A result that no cache of a CPU keeps until it is read again. */
  private static final long STREAMED_BYTES = 64L << 20;

  private RowWise() {}

  /** @param op with its sizes bound; none where a row's intermediate results are too long */
  public static Optional<Schedule> of(Algorithm op, Target target) {
    Func y = op.outputs().getFirst();
    long rowBytes = Extents.of(y, 1) * y.type().bytes();
    boolean streams = rowBytes * Extents.of(y, 0) >= STREAMED_BYTES;
    long rows = streams ? 1 : Math.min(Extents.of(y, 0),
        Math.clamp(ROWS_BYTES / Math.max(1, rowBytes), LEAST_ROWS, MOST_ROWS));
    long held = op.funcs().stream().filter(f -> f != y && f.rank() > 1).count() * rows * rowBytes;
    if (target.kind() == Target.Kind.GPU || held > MOST_HELD_BYTES) {
      return Optional.empty();
    }
    String index = y.indices().getFirst().name();
    String row = index + ".outer";
    Schedule s = strips(Schedule.of(op).split(index, rows), y, target).parallel(row);
    s = op.funcs().size() > 1 ? s.unroll(index + ".inner") : s;
    for (Func func : op.funcs().reversed()) {
      s = func == y ? s : func.reduction().isPresent()
          ? TreeReduction.inside(s, func, 1, y.name(), row, target)
          : inside(s.func(func).computeAt(y, row), func, target);
    }
    return Optional.of(streams ? streamed(s, op, row) : again(s, op, row, target));
  }

  /**
   * Where reductions read rows twice, the second finds them in L1 and leaves memory idle: the next
   * rows are fetched meanwhile.
   */
  private static Schedule again(Schedule schedule, Algorithm op, String row, Target target) {
    List<Func> readers = op.funcs().stream().filter(f -> f.reduction().isPresent() && readsRows(f))
        .toList();
    return readers.size() < 2 ? schedule
        : TreeReduction.fetching(schedule, readers.getLast(), rows(op), row, target);
  }

  private static Input rows(Algorithm op) {
    return op.inputs().stream().filter(i -> i.rank() > 1).findFirst().orElseThrow();
  }

  /**
   * Past the caches, and with the next rows on their way while these are computed: while they are
   * written, or where the last to read them is another Func, while that is.
   */
  private static Schedule streamed(Schedule schedule, Algorithm op, String row) {
    Func y = op.outputs().getFirst();
    Schedule s = schedule.func(y).storeHint(StoreHint.STREAM);
    Func last = op.funcs().reversed().stream().filter(f -> f.rank() > 1 && readsRows(f))
        .findFirst().orElse(y);
    boolean oncePassed = op.funcs().size() == 1;
    String column = last.indices().getLast().name() + ".outer";
    return oncePassed ? s : s.func(last).prefetch(rows(op), column, row, 1);
  }

  private static boolean readsRows(Func func) {
    boolean[] reads = new boolean[1];
    Rewrite.walk(func.definition(), e -> reads[0] |= e instanceof Access access
        && access.source() instanceof Input input && input.rank() > 1);
    return reads[0];
  }

  private static Schedule inside(Schedule schedule, Func func, Target target) {
    return func.rank() == 1 ? schedule : strips(schedule, func, target);
  }

  /** A few vectors of columns at a time, which do not wait for each other. */
  private static Schedule strips(Schedule schedule, Func func, Target target) {
    String column = func.indices().getLast().name();
    long columns = Extents.of(func, 1);
    int lanes = TreeReduction.lanes(columns, target.lanes(func.type()));
    long vectors = TreeReduction.vectors(columns, lanes, VECTORS);
    Schedule s = schedule.func(func).split(column, lanes * vectors)
        .split(column + ".inner", lanes).unroll(column + ".inner.outer");
    return lanes > 1 ? s.vectorize(column + ".inner.inner") : s;
  }
}

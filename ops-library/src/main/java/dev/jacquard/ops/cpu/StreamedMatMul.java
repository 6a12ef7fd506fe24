package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Products {@code C[.., i, j] = sum over r of A[.., i, r] * B[.., r, j]} for so few i that reading
 * B once is all the work. A work-item reads a piece of the reduction in whole rows, or long strips
 * of them, as they lie, and adds to sums that the first-level cache holds; several rows at once, as
 * a core fetches ahead by place. A second kernel puts the pieces' sums together.
 *
 * <pre>
 * for i, j: for r: C += x
 *   -> parallel r.outer: { for r.inner.outer: for j: unrolled r.inner.inner: t += x; p = t }
 *      for j: for r.outer: C += p
 * </pre>
 */
final class StreamedMatMul {

  /** Bytes of sums: half of a first-level cache. */
  private static final long SUMS = 16 << 10;

  /** Bytes of a row: as far as a core fetches ahead. */
  private static final long PAGE = 4 << 10;

  /** Work-items for each compute unit, so that all of them end together. */
  private static final int ITEMS = 4;

  /** Steps of the reduction that are worth a piece. */
  private static final long LEAST = 64;

  /** Of B transposed, at once: sums enough to keep the multipliers busy. */
  private static final int ROWS = 8;

  /** Vectors side by side when the pieces are put together. */
  private static final int VECTORS = 8;

  private final Func c;
  private final List<String> around;
  private final String rows;
  private final String columns;
  private final String reduced;
  private final Target target;
  private final long m;
  private final long n;
  private final long k;
  private final int lanes;

  /**
   * @param m rows of the result
   * @param n columns of it
   * @param k steps of the reduction
   */
  StreamedMatMul(Func c, Target target, long m, long n, long k) {
    this.c = c;
    List<String> indices = c.indices().stream().map(Var::name).toList();
    this.around = indices.subList(0, indices.size() - 2);
    this.rows = indices.get(indices.size() - 2);
    this.columns = indices.getLast();
    this.reduced = c.variables().getFirst().name();
    this.target = target;
    this.m = m;
    this.n = n;
    this.k = k;
    this.lanes = (int) Math.min(target.lanes(c.type()), Long.highestOneBit(n));
  }

  /** @param start without directives for C */
  Schedule schedule(Schedule start) {
    long items = (long) ITEMS * target.computeUnits();
    long widest = SUMS / m / c.type().bytes();
    long pieces = pieces(Math.ceilDiv(items, Math.ceilDiv(n, widest)));
    if (pieces == 1) {
      long strips = Math.max(Math.ceilDiv(n, widest),
          Math.min(items, n / (PAGE / c.type().bytes())));
      return streams(start, List.of(), reduced, strips);
    }
    String part = c.name() + ".pieces";
    Schedule s = start.split(reduced, k / pieces, Tail.EXACT).rfactor(reduced + ".outer", part)
        .layout(part, sideBySide()).func(part);
    return joined(streams(s, List.of(reduced + ".outer"), reduced + ".inner",
        Math.ceilDiv(n, widest)));
  }

  /** Of the reduction, equally long: as many as wanted, or some more; else 1. */
  private long pieces(long wanted) {
    return LongStream.rangeClosed(wanted, ITEMS * wanted)
        .filter(each -> k % each == 0 && k / each >= LEAST).findFirst().orElse(1);
  }

  /** The sums of a piece. */
  private Layout sideBySide() {
    List<Layout.Axis> axes = new ArrayList<>(List.of(Layout.Axis.whole(c.rank())));
    for (int d = 0; d < c.rank(); d++) {
      axes.add(Layout.Axis.whole(d));
    }
    return new Layout(axes);
  }

  /**
   * @param pieces the loop of them, if any
   * @param steps of the reduction
   * @param strips of the columns, at least
   */
  private Schedule streams(Schedule start, List<String> pieces, String steps, long strips) {
    long together = Math.clamp(RegisterTile.registers(target, c.type()) / 4 / m, 1, k);
    long parts = strips == 1 && n % lanes > 0 ? 2 : Math.max(1, strips);
    long strip = Math.ceilDiv(Math.ceilDiv(n, parts), lanes) * lanes;
    List<String> shared = new ArrayList<>(pieces);
    shared.addAll(around);
    shared.add(columns + ".outer");
    String vector = columns + ".inner.outer";
    String lane = columns + ".inner.inner";
    List<String> order = new ArrayList<>(shared);
    order.addAll(List.of(steps + ".outer", vector, rows, steps + ".inner", lane));
    Schedule s = start.split(steps, together).split(columns, strip, Tail.AUTO)
        .split(columns + ".inner", lanes, Tail.EXACT).reorder(order.toArray(String[]::new))
        .unroll(rows, steps + ".inner");
    s = lanes > 1 ? s.vectorize(lane) : s.unroll(lane);
    return s.cacheWrite(Memory.PRIVATE, columns + ".outer")
        .parallel(shared.toArray(String[]::new));
  }

  /** As {@link #schedule}, of B transposed: whole rows of it, some at once, a vector of each. */
  Schedule transposed(Schedule start) {
    int vector = (int) Math.min(target.lanes(c.type()), Long.highestOneBit(k));
    String part = c.name() + ".lanes";
    String lane = reduced + ".inner";
    Schedule s = start.split(reduced, vector).rfactor(lane, part).split(columns, ROWS, Tail.AUTO);
    List<String> shared = new ArrayList<>(around);
    shared.add(columns + ".outer");
    List<String> order = new ArrayList<>(shared);
    order.addAll(List.of(rows, columns + ".inner", lane));
    s = s.reorder(order.toArray(String[]::new)).unroll(rows, columns + ".inner", lane)
        .parallel(shared.toArray(String[]::new)).func(part).computeAt(c, columns + ".outer")
        .storeIn(Memory.PRIVATE).reorder(reduced + ".outer", rows, columns, lane);
    s = s.unroll(rows, columns);
    return vector > 1 ? s.vectorize(lane) : s.unroll(lane);
  }

  private Schedule joined(Schedule s) {
    RegisterTile tile = new RegisterTile(rows, 1, columns, VECTORS, lanes);
    List<String> shared = new ArrayList<>(around);
    shared.addAll(List.of(rows + ".outer", columns + ".outer"));
    return tile.apply(s, c.name(), Tail.AUTO).parallel(shared.toArray(String[]::new));
  }
}

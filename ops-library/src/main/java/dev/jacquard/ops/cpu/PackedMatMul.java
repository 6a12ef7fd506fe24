package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Products of matrices, {@code C[.., i, j] = sum over r of A[.., i, r] * B[.., r, j]} or
 * {@code B[.., j, r]}: blocks of C in registers, A read in place. What is done about B depends on
 * how often it is read again:
 *
 * <ul>
 *   <li>constant or transposed: panels as wide as a block, by a kernel of its own;
 *   <li>larger than the second-level cache, or, where its rows are long, than half of it: each
 *       work-item copies its panel, once for all rows;
 *   <li>for few rows a copy does not pay: wide blocks read long pieces of its rows;
 *   <li>for fewer yet reading B is all the work: {@link StreamedMatMul};
 *   <li>else it is read in place.
 * </ul>
 */
public final class PackedMatMul {

  /** Rows a power of two apart share a set of the first-level cache, which has 8 ways or more. */
  private static final int ROWS = 8;

  /** Bytes of B that the second-level cache keeps beside the rest. */
  private static final long SMALL = 512 << 10;

  /** Bytes of a row that is followed by the next in the same page, as prefetchers like it. */
  private static final long SHORT_ROW = 2 << 10;

  /** Rows of C for which a copy of B does not pay. */
  private static final long FEW_ROWS = 64;

  /** Rows of C that are no more work than reading B. */
  private static final long STREAMED_ROWS = 2;

  /** Of a block for few rows. */
  private static final int WIDE_ROWS = 3;
  private static final int WIDE_VECTORS = 16;

  /** Steps of the reduction whose part of B stays in the first-level cache, for a wide block. */
  private static final int WIDE_DEPTH = 64;

  /** Steps of the reduction whose part of a panel stays in the second-level cache. */
  private static final int DEPTH = 1024;

  /** Work-items for each compute unit, so that all of them end together. */
  private static final int FINE = 32;

  /** The same where each makes a copy. */
  private static final int COARSE = 4;

  private final Func c;
  private final Input b;
  private final String rows;
  private final String columns;
  private final String reduced;
  private final Target target;
  private final long m;
  private final long n;
  private final long k;

  private PackedMatMul(Algorithm matmul, Target target) {
    this.c = matmul.outputs().getFirst();
    this.target = target;
    List<String> indices = c.indices().stream().map(Var::name).toList();
    this.rows = indices.get(indices.size() - 2);
    this.columns = indices.getLast();
    this.reduced = c.variables().getFirst().name();
    Access right = operand();
    this.b = (Input) right.source();
    this.m = Extents.of(c, c.rank() - 2);
    this.n = Extents.of(c, c.rank() - 1);
    this.k = Extents.of(b, isTransposed() ? b.rank() - 1 : b.rank() - 2);
  }

  /** @param matmul over inputs, with its sizes bound */
  public static Schedule of(Algorithm matmul, Target target) {
    return new PackedMatMul(matmul, target).schedule(Schedule.of(matmul));
  }

  /** What is read along the columns. */
  private Access operand() {
    return Operands.along(c, columns);
  }

  private boolean isTransposed() {
    return !Rewrite.mentions(operand().indices().getLast(), columns);
  }

  private Schedule schedule(Schedule start) {
    boolean streamed = m <= STREAMED_ROWS && k * n * c.type().bytes() > SMALL;
    if (isTransposed()) {
      if (streamed) {
        return new StreamedMatMul(c, target, m, n, k).transposed(start);
      }
      RegisterTile narrow = RegisterTile.of(target, c.type(), rows, m, columns, n).with(ROWS);
      return transposed(tiled(start, narrow, 0, FINE, Tail.GUARD), narrow);
    }
    if (streamed) {
      return new StreamedMatMul(c, target, m, n, k).schedule(start);
    }
    RegisterTile tile = tile();
    if (b.constant() && n % tile.width() == 0) {
      return tiled(start, tile, 0, FINE, Tail.AUTO).pack(b, columns, tile.width(), tile.lanes())
          .func(c);
    }
    if (isCached()) {
      return tiled(start, tile, 0, FINE, Tail.AUTO);
    }
    if (m <= FEW_ROWS) {
      RegisterTile wide = wide();
      return tiled(start, wide, m > wide.height() ? WIDE_DEPTH : 0, 1, Tail.AUTO);
    }
    int depth = k > 2 * DEPTH ? DEPTH : 0;
    return withPanels(tiled(start, tile, depth, COARSE, Tail.AUTO), tile,
        depth > 0 ? reduced + ".outer" : columns + ".outer");
  }

  private boolean isCached() {
    long row = n * c.type().bytes();
    return k * row <= (row <= SHORT_ROW && m > FEW_ROWS ? 2 * SMALL : SMALL);
  }

  private RegisterTile tile() {
    return RegisterTile.square(target, c.type(), rows, m, columns, n).orElseGet(
        () -> RegisterTile.of(target, c.type(), rows, m, columns, n).with(ROWS));
  }

  /** A few rows of as many vectors as there are registers and, for all units, columns. */
  private RegisterTile wide() {
    RegisterTile tile = RegisterTile.of(target, c.type(), rows, FEW_ROWS, columns, n);
    int height = (int) Math.min(m, WIDE_ROWS);
    long most = (long) tile.vectors() * tile.height() / height;
    long shared = n / tile.lanes() / (2L * target.computeUnits());
    int vectors = (int) Long.highestOneBit(Math.clamp(Math.min(most, shared), 1, WIDE_VECTORS));
    return new RegisterTile(rows, height, columns, vectors, tile.lanes());
  }

  /**
   * The loops: parts of the rows, if there are too few panels for all units; matrices; panels;
   * blocks of the reduction; blocks of rows.
   *
   * @param depth steps of a block of the reduction; 0 for all of them
   * @param items wanted for each unit
   */
  private Schedule tiled(Schedule start, RegisterTile tile, int depth, int items, Tail tail) {
    List<String> shared = new ArrayList<>(c.indices().stream().map(Var::name).toList());
    shared.remove(rows);
    long panels = Math.ceilDiv(n, tile.width());
    for (int d = 0; d < c.rank() - 2; d++) {
      panels *= Extents.of(c, d);
    }
    long parts = Math.max(Math.ceilDiv((long) items * target.computeUnits(), panels),
        depth > 0 ? Math.ceilDiv(m, DEPTH) : 1);
    long part = part(Math.ceilDiv(m, tile.height()), parts) * tile.height();
    Schedule s = start;
    RegisterTile block = tile;
    if (part < m) {
      s = s.split(rows, part, rows + ".part", rows + ".rest", Tail.AUTO);
      shared.addFirst(rows + ".part");
      block = tile.of(rows + ".rest");
    }
    s = reordered(s, shared, block.rows(), depth);
    shared.replaceAll(loop -> loop.equals(columns) ? columns + ".outer" : loop);
    return block.apply(s, c.name(), tail).parallel(shared.toArray(String[]::new));
  }

  /** Of so many blocks, those of one part; a few less where then all parts are alike. */
  private static long part(long blocks, long parts) {
    long most = Math.ceilDiv(blocks, parts);
    return LongStream.rangeClosed(1, most).map(less -> most + 1 - less)
        .takeWhile(some -> 2 * some > most).filter(some -> blocks % some == 0).findFirst()
        .orElse(most);
  }

  private Schedule reordered(Schedule start, List<String> shared, String blocks, int depth) {
    List<String> order = new ArrayList<>(shared);
    if (depth > 0) {
      order.addAll(List.of(reduced + ".outer", blocks, reduced + ".inner"));
      return start.split(reduced, depth).reorder(order.toArray(String[]::new));
    }
    if (k % 2 == 0) {
      order.addAll(List.of(blocks, reduced + ".outer", reduced + ".inner"));
      return start.split(reduced, 2, Tail.EXACT).reorder(order.toArray(String[]::new))
          .unroll(reduced + ".inner");
    }
    order.addAll(List.of(blocks, reduced));
    return start.reorder(order.toArray(String[]::new));
  }

  /** Each iteration of {@code at} copies the part of a panel that it reads. */
  private Schedule withPanels(Schedule s, RegisterTile tile, String at) {
    String column = "d" + (b.rank() - 1);
    Schedule copied = s.cacheRead(b.name(), b.name() + ".packed").func(b.name() + ".packed")
        .computeAt(c, at).split(column, tile.lanes(), Tail.EXACT).unroll(column + ".outer");
    return (tile.lanes() > 1 ? copied.vectorize(column + ".inner") : copied).func(c);
  }

  /** Copies B to panels; reads vectors along its rows, where they are dense. */
  private Schedule transposed(Schedule s, RegisterTile tile) {
    int column = b.rank() - 2;
    List<Layout.Axis> axes = new ArrayList<>();
    List<String> loops = new ArrayList<>();
    for (int d = 0; d < column; d++) {
      axes.add(Layout.Axis.whole(d));
      loops.add("d" + d);
    }
    axes.addAll(List.of(Layout.Axis.outer(column, tile.width()), Layout.Axis.whole(column + 1),
        Layout.Axis.inner(column, tile.width())));
    String packed = b.name() + ".packed";
    String panel = "d" + column;
    String step = "d" + (column + 1);
    int lanes = (int) Math.min(target.lanes(b.type()), Long.highestOneBit(k));
    loops.add(panel + ".outer");
    if (lanes > 1 && k % lanes == 0 && n % tile.width() == 0 && tile.width() % lanes == 0) {
      return squares(s.cacheRead(b.name(), packed).layout(packed, new Layout(axes)).func(packed)
          .split(panel, tile.width(), Tail.EXACT), packed, loops, panel + ".inner", step, lanes)
          .func(c);
    }
    String[] shared = loops.toArray(String[]::new);
    loops.addAll(List.of(step + ".outer", panel + ".inner", step + ".inner"));
    Schedule copied = s.cacheRead(b.name(), packed).layout(packed, new Layout(axes)).func(packed)
        .split(panel, tile.width(), Tail.GUARD).split(step, lanes)
        .reorder(loops.toArray(String[]::new)).parallel(shared);
    return (lanes > 1 ? copied.vectorize(step + ".inner") : copied).func(c);
  }

  /** By squares as wide as a vector, which are read whole, turned in registers, written whole. */
  private Schedule squares(Schedule s, String packed, List<String> shared, String column,
      String step, int lanes) {
    List<String> order = new ArrayList<>(shared);
    order.addAll(List.of(column + ".outer", step + ".outer", step + ".inner", column + ".inner"));
    String square = b.name() + ".square";
    return s.split(step, lanes, Tail.EXACT).split(column, lanes, Tail.EXACT)
        .reorder(order.toArray(String[]::new)).parallel(shared.toArray(String[]::new))
        .unroll(step + ".inner").vectorize(column + ".inner")
        .cacheRead(b.name(), square).func(square).computeAt(packed, step + ".outer")
        .unroll("d" + (b.rank() - 2)).vectorize("d" + (b.rank() - 1));
  }
}

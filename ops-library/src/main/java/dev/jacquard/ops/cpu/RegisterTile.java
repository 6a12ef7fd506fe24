package dev.jacquard.ops.cpu;

import static dev.jacquard.schedule.ir.Memory.PRIVATE;

import dev.jacquard.dsl.DType;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.nest.Loop;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A block of a contraction's results that stays in vector registers while its reduction loops run:
 * each step loads {@code vectors} vectors and adds their products with {@code height} broadcast
 * elements (the microkernel of Goto and van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication", 2008). Both loops belong to the result; which, is the caller's choice:
 *
 * <pre>
 * for .. rows .. columns .. : for reductions: f += x
 *   -> for .. rows.outer .. columns.outer .. : { for reductions:
 *        unrolled rows.inner: unrolled columns.inner.outer: vectorized columns.inner.inner: t += x;
 *        f = t }
 * </pre>
 *
 * @param rows a loop; what the step broadcasts runs along it
 * @param height iterations of it in a block
 * @param columns a loop; neighbours along it are lanes
 * @param vectors side by side along it
 * @param lanes of a vector; 1 where the device has none
 */
public record RegisterTile(String rows, int height, String columns, int vectors, int lanes) {

  /** Registers of a step that hold no results: a broadcast element and what is being loaded. */
  private static final int OPERANDS = 2;
  private static final int VECTORS = 2;

  /** Rows, and vectors, of a square block. */
  private static final int SQUARE = 4;

  /**
   * The largest block that leaves registers for the operands: 14 rows of two vectors where there
   * are 32 registers, 6 where there are 16. Narrow results take fewer vectors and more rows. Blocks
   * of one result are as even as they come.
   *
   * @param type of the results
   */
  public static RegisterTile of(Target target, DType type, String rows, long rowExtent,
      String columns, long columnExtent) {
    int lanes = (int) Math.min(target.lanes(type), Long.highestOneBit(Math.max(1, columnExtent)));
    int registers = registers(target, type);
    int vectors = (int) Math.clamp(columnExtent / lanes, 1, VECTORS);
    int most = Math.max(1, (registers - OPERANDS - vectors) / vectors);
    long blocks = Math.max(1, Math.ceilDiv(rowExtent, most));
    int height = (int) Math.max(1, Math.ceilDiv(rowExtent, blocks));
    return new RegisterTile(rows, height, columns, vectors, lanes);
  }

  /**
   * A square of vectors where registers abound: it loads least for what it computes and reads few
   * rows at a time; half of the registers hold enough sums to keep the multipliers busy, so that a
   * step can be written out twice. None where more of its results than of the largest block's would
   * lie beyond the extents.
   */
  static Optional<RegisterTile> square(Target target, DType type, String rows, long rowExtent,
      String columns, long columnExtent) {
    RegisterTile largest = of(target, type, rows, rowExtent, columns, columnExtent);
    RegisterTile square = new RegisterTile(rows, SQUARE, columns, SQUARE, target.lanes(type));
    return registers(target, type) >= 2 * SQUARE * SQUARE
        && square.computed(rowExtent, columnExtent) <= largest.computed(rowExtent, columnExtent)
        ? Optional.of(square) : Optional.empty();
  }

  private long computed(long rowExtent, long columnExtent) {
    return Math.ceilDiv(rowExtent, height) * height * Math.ceilDiv(columnExtent, width()) * width();
  }

  /** How many vectors, or scalars, of results a device holds in registers. */
  static int registers(Target target, DType type) {
    return target.registerBytes() / Math.max(type.bytes(), target.vectorBytes());
  }

  /** The same with at most {@code most} rows. */
  RegisterTile with(int most) {
    return new RegisterTile(rows, Math.min(height, most), columns, vectors, lanes);
  }

  /** The same along another loop. */
  RegisterTile of(String otherRows) {
    return new RegisterTile(otherRows, height, columns, vectors, lanes);
  }

  /** Columns of a block: what a packed operand's panels are as wide as. */
  public int width() {
    return vectors * lanes;
  }

  /**
   * Tiles a Func. The loops keep their order; those of the block go to the inside. The results are
   * held inside the last loop that has no reduction loop around it: where one lies outside
   * {@code rows}, as blocks of the reduction do, they are held for all rows.
   *
   * @param func the contraction, not yet vectorized or unrolled along these loops
   */
  public Schedule apply(Schedule schedule, String func) {
    return apply(schedule, func, Tail.GUARD);
  }

  /** @param tail of the columns; an operand in panels wants GUARD, so that blocks begin at one */
  Schedule apply(Schedule schedule, String func, Tail tail) {
    Schedule s = schedule.func(func).split(rows, height).split(columns, width(), tail)
        .split(columns + ".inner", lanes, Tail.EXACT);
    List<String> block = List.of(rows + ".inner", columns + ".inner.outer",
        columns + ".inner.inner");
    List<Loop> outer = s.nest().require(func).loops().stream()
        .filter(loop -> !block.contains(loop.name())).toList();
    String last = outer.stream().takeWhile(loop -> !loop.reduction()).map(Loop::name).toList()
        .getLast();
    s = s.reorder(Stream.concat(outer.stream().map(Loop::name), block.stream())
        .toArray(String[]::new)).unroll(block.get(0), block.get(1));
    return (lanes > 1 ? s.vectorize(block.get(2)) : s.unroll(block.get(2)))
        .cacheWrite(PRIVATE, last);
  }
}

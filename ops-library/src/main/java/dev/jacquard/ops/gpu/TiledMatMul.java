package dev.jacquard.ops.gpu;

import static dev.jacquard.schedule.Tail.AUTO;
import static dev.jacquard.schedule.Tail.EXACT;
import static dev.jacquard.schedule.Tail.GUARD;
import static dev.jacquard.schedule.ir.Memory.PRIVATE;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.ops.Extents;
import dev.jacquard.ops.cpu.Operands;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Target;
import java.util.List;

/**
 * {@code C[i, j] = sum over r of A[i, r] * B[r, j]}: a group holds a tile of C, stages a slice of
 * rows of A and of columns of B for some steps of r, and each item adds up a block of C. The items
 * of a group take turns along i and, in vectors, along j, so that neighbours read neighbours.
 */
public final class TiledMatMul {

  private static final int LANES = 4;

  /** Steps of r between two barriers. */
  private static final int DEPTH = 16;

  private static final List<Tile> TILES = List.of(new Tile(128, 128, 8, 8),
      new Tile(64, 64, 8, 4), new Tile(32, 32, 4, 4));

  /**
   * A part of C.
   *
   * @param rows and {@code columns} are a group's
   * @param blockRows and {@code blockColumns} are an item's
   */
  private record Tile(int rows, int columns, int blockRows, int blockColumns) {

    int itemRows() {
      return rows / blockRows;
    }

    int itemColumns() {
      return columns / blockColumns;
    }

    /** Whether it fits in a result of this size, of which each compute unit then has two. */
    boolean suits(long m, long n, Target target) {
      long groups = Math.ceilDiv(m, rows) * Math.ceilDiv(n, columns);
      return rows <= m && columns <= n && groups >= 2L * target.computeUnits()
          && itemRows() * itemColumns() <= target.maxGroupItems();
    }
  }

  private TiledMatMul() {}

  /** @param matmul over inputs A and B, with its sizes bound */
  public static Schedule of(Algorithm matmul, Target target) {
    Func c = matmul.outputs().getFirst();
    long m = Extents.of(c, 0);
    long n = Extents.of(c, 1);
    Tile tile = TILES.stream().filter(each -> each.suits(m, n, target)).findFirst()
        .orElse(TILES.getLast());
    Schedule tiled = Schedule.of(matmul)
        .split("i", tile.rows(), "i.group", "i.tile", tail(m, tile.rows()))
        .split("i.tile", tile.itemRows(), "i.turn", "i.item", EXACT)
        .split("j", tile.columns(), "j.group", "j.tile", tail(n, tile.columns()))
        .split("j.tile", (long) tile.itemColumns() * LANES, "j.turn", "j.vector", EXACT)
        .split("j.vector", LANES, "j.item", "j.lane", EXACT)
        .split("r", DEPTH, "r.step", "r.inner", AUTO)
        .reorder("i.group", "j.group", "i.item", "j.item", "r.step", "r.inner", "i.turn",
            "j.turn", "j.lane")
        .groups("i.group", "j.group").items("i.item", "j.item")
        .unroll("r.inner", "i.turn", "j.turn").vectorize("j.lane")
        .cacheWrite(PRIVATE, "j.item");
    Staging staging = new Staging(c, "r.step", tile.itemRows(), tile.itemColumns());
    return staging.stage(staging.stage(tiled, Operands.along(c, "i").source().name(), 0),
        Operands.along(c, "j").source().name(), 0);
  }

  /** Keeps the inner loop at {@code factor} iterations, so that all items meet at each barrier. */
  private static Tail tail(long extent, int factor) {
    return extent < factor ? GUARD : AUTO;
  }
}

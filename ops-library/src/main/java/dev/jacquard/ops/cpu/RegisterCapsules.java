package dev.jacquard.ops.cpu;

import static dev.jacquard.schedule.Tail.AUTO;
import static dev.jacquard.schedule.Tail.EXACT;
import static dev.jacquard.schedule.Tail.GUARD;
import static dev.jacquard.schedule.ir.Memory.PRIVATE;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;

/**
 * {@code V[b, o, y, x, i, j] = sum over c, ky, kx, r of P[b, c, y', x', i, r] * W[c, o, ky, kx, r,
 * j]}: columns j of neighbouring output channels are lanes, so that the sum is a convolution whose
 * images are the rows i of the matrices. A block of registers holds the rows of one place where
 * that makes a square, else places along x of one row; the weights of its channels lie together in
 * the order in which they are read.
 */
public final class RegisterCapsules {

  /** Rows and columns of the matrices. */
  private static final int SIDE = 4;

  /** Matrices of the sum that are written out where registers are left. */
  private static final int STEPS = 2;

  private static final Layout MATRIX_ROWS_APART = Layout.parse("0 4 2 3 1 5");

  private final Algorithm capsules;
  private final Func v;
  private final String weights;
  private final int matrices;
  private final RegisterTile tile;

  private RegisterCapsules(Algorithm capsules, Target target) {
    this.capsules = capsules;
    this.v = capsules.outputs().getFirst();
    this.weights = Operands.along(v, "o").source().name();
    long columns = Extents.of(v, 1) * SIDE;
    this.tile = RegisterTile.square(target, v.type(), "i", SIDE, "o", columns).orElseGet(
        () -> RegisterTile.of(target, v.type(), "x", Extents.of(v, 3), "o", columns));
    this.matrices = Math.max(1, tile.lanes() / SIDE);
  }

  /**
   * Poses and result in the order of their dimensions.
   *
   * @param capsules over inputs P and W of 4x4 matrices, with its sizes bound
   */
  public static Schedule of(Algorithm capsules, Target target) {
    RegisterCapsules registers = new RegisterCapsules(capsules, target);
    return registers.isSquare() ? registers.blocks("ky", "kx", "c", registers.panels(2, 3, 0))
        : registers.blocks("c", "ky", "kx", registers.panels(0, 2, 3));
  }

  /** As {@link #of}, for callers with whom rows of the matrices are images, channels last. */
  public static Schedule inLayouts(Algorithm capsules, Target target) {
    RegisterCapsules registers = new RegisterCapsules(capsules, target);
    return registers.blocks("ky", "kx", "c", registers.panels(2, 3, 0))
        .layout(Operands.along(registers.v, "y").source().name(), MATRIX_ROWS_APART)
        .layout(registers.v.name(), MATRIX_ROWS_APART);
  }

  /** Whether a block holds all rows of a place: then it reads whole matrices of the poses. */
  private boolean isSquare() {
    return tile.rows().equals("i");
  }

  private int width() {
    return matrices * tile.vectors();
  }

  /** The weights' three dimensions from the slowest to the fastest, within panels of channels. */
  private Layout panels(int slow, int middle, int fast) {
    return Layout.parse("1/%d %d %d %d 4 1%%%d 5".formatted(width(), slow, middle, fast, width()));
  }

  private Schedule blocks(String slow, String middle, String fast, Layout panels) {
    Schedule s = Schedule.of(capsules).split("o", width(), GUARD)
        .split("o.inner", matrices, EXACT);
    s = (isSquare() ? rows(s, slow, middle, fast) : places(s, slow, middle, fast))
        .fuse("o.inner.inner", "j", "lane").unroll("r", "o.inner.outer");
    return (tile.lanes() > 1 ? s.vectorize("lane") : s.unroll("lane"))
        .cacheRead(weights, weights + ".packed").layout(weights + ".packed", panels);
  }

  private Schedule rows(Schedule s, String slow, String middle, String fast) {
    Schedule rows = s.reorder("b", "y", "x", "o.outer", slow, middle, fast, "r", "i",
        "o.inner.outer", "o.inner.inner", "j").unroll("i")
        .parallel("b", "y", "x", "o.outer").cacheWrite(PRIVATE, "o.outer");
    return Extents.of(Operands.along(v, "o").source(), 0) % STEPS == 0
        ? rows.split("c", STEPS, EXACT).unroll("c.inner") : rows;
  }

  private Schedule places(Schedule s, String slow, String middle, String fast) {
    return s.split("x", tile.height(), "x.outer", "x.inner", AUTO)
        .reorder("b", "y", "x.outer", "o.outer", "i", slow, middle, fast, "r", "x.inner",
            "o.inner.outer", "o.inner.inner", "j").unroll("x.inner")
        .parallel("b", "y", "x.outer", "o.outer", "i").cacheWrite(PRIVATE, "i");
  }
}

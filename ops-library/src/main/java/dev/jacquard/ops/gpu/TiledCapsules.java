package dev.jacquard.ops.gpu;

import static dev.jacquard.schedule.Tail.AUTO;
import static dev.jacquard.schedule.ir.Memory.PRIVATE;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Source;
import dev.jacquard.ops.Extents;
import dev.jacquard.ops.cpu.Operands;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import java.util.Optional;

/**
 * {@code V[b, o, y, x, i, j] = sum over c, ky, kx, r of P[b, c, y', x', i, r] * W[c, o, ky, kx, r,
 * j]}: a group holds a row of capsules of up to {@value #CHANNELS} output channels, an item one row
 * i of the matrices of one channel, in vectors along j, for up to {@value #PLACES} places along x.
 * The poses and weights of an input channel, or of a part of its window, are staged.
 */
public final class TiledCapsules {

  private static final int CHANNELS = 32;
  private static final int PLACES = 8;

  /** Rows and columns of the matrices. */
  private static final int SIDE = 4;

  /** Elements: three groups' worth fit in 64 kB of local memory. */
  private static final long MOST_STAGED = 5400;

  private final Func v;
  private final Source poses;
  private final Source weights;
  private final int channels;
  private final int places;

  private TiledCapsules(Algorithm capsules) {
    this.v = capsules.outputs().getFirst();
    this.poses = Operands.along(v, "y").source();
    this.weights = Operands.along(v, "o").source();
    this.channels = (int) Math.min(CHANNELS, Extents.of(v, 1));
    this.places = (int) Math.min(PLACES, Extents.of(v, 3));
  }

  /**
   * The schedule, or empty where matrices are not 4x4.
   *
   * @param capsules over inputs P and W, with its sizes bound
   */
  public static Optional<Schedule> of(Algorithm capsules, Target target) {
    TiledCapsules tiled = new TiledCapsules(capsules);
    boolean square = Extents.of(tiled.v, 4) == SIDE && Extents.of(tiled.v, 5) == SIDE
        && Extents.of(tiled.weights, 4) == SIDE;
    return square ? Optional.of(tiled.schedule(capsules)) : Optional.empty();
  }

  private Schedule schedule(Algorithm capsules) {
    Schedule tiled = Schedule.of(capsules)
        .split("o", channels, "o.group", "o.item", AUTO)
        .split("x", places, "x.group", "x.turn", AUTO)
        .reorder("b", "y", "x.group", "o.group", "o.item", "i", "c", "ky", "kx", "r", "x.turn",
            "j")
        .groups("b", "y", "x.group", "o.group").items("o.item", "i")
        .unroll("r", "x.turn").vectorize("j").cacheWrite(PRIVATE, "i");
    Staging staging = new Staging(capsules.outputs().getFirst(), step(), channels, SIDE);
    return staging.stage(staging.stage(tiled, poses.name(), 2), weights.name(), 1);
  }

  /** The outermost reduction loop of which what one iteration reads can be staged. */
  private String step() {
    long window = Extents.of(weights, 2);
    long stride = Math.ceilDiv(Extents.of(poses, 3) - window, Math.max(1, Extents.of(v, 3) - 1));
    long row = SIDE * SIDE * ((places - 1) * stride + window + channels * window);
    return row * window <= MOST_STAGED ? "c" : row <= MOST_STAGED ? "ky" : "kx";
  }
}

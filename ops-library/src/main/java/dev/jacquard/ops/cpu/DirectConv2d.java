package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Source;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.List;
import java.util.Optional;

/**
 * {@code Y[b, y, x, o] = sum over dy, dx, r of X[b, y', x', r] * W[dy, dx, r, o]}: a block of
 * registers holds neighbours along x of some output channels, the weights of those channels lie
 * together, the images are read in place, and once if the second-level cache keeps all weights.
 * Else a core stays with its channels as long as it can: their weights are what it reads most
 * (Zhang, Franchetti and Low, "High Performance Zero-Memory Overhead Direct Convolutions", 2018).
 */
public final class DirectConv2d {

  /** Weights of a channel that are written out. */
  private static final long MOST_TAPS = 9;

  /** Bytes of weights that the second-level cache keeps beside the rest. */
  static final long SMALL = 512 << 10;

  /** Of a block of a depthwise convolution: eight sums, nine weights and a row fit registers. */
  private static final long ROWS = 2;
  private static final long PIXELS = 4;

  /** Input channels that are written out where registers are left. */
  private static final int STEPS = 2;

  private DirectConv2d() {}

  /** @param convolution over inputs X and W, with its sizes bound */
  public static Schedule of(Algorithm convolution, Target target) {
    Func y = convolution.outputs().getFirst();
    Source weights = Operands.along(y, "o").source();
    Optional<RegisterTile> square = RegisterTile.square(target, y.type(), "x", Extents.of(y, 2),
        "o", Extents.of(y, 3));
    RegisterTile tile = square.orElseGet(() -> RegisterTile.of(target, y.type(), "x",
        Extents.of(y, 2), "o", Extents.of(y, 3)));
    List<String> loops = Extents.bytes(weights) <= SMALL ? List.of("b", "y", "x", "o")
        : List.of("o", "b", "y", "x");
    Schedule s = Schedule.of(convolution).reorder(loops.toArray(String[]::new));
    if (square.isPresent() && Extents.of(weights, 2) % STEPS == 0) {
      s = s.split("r", STEPS, Tail.EXACT).unroll("r.inner");
    }
    s = tile.apply(s, y.name()).func(y).pack(weights, "o", tile.width(), tile.lanes()).func(y)
        .parallel(loops.stream().map(loop -> "xo".contains(loop) ? loop + ".outer" : loop)
            .toArray(String[]::new));
    return Extents.bytes(y) >= ImageStrips.UNCACHED ? s.storeHint(StoreHint.STREAM) : s;
  }

  /**
   * {@code Y[b, y, x, o] = sum over dy, dx of X[b, y', x', o] * W[dy, dx, o]}: a vector of channels
   * of neighbours along x and y in registers, so that a pixel that was read serves all its weights
   * and most of its rows: a row of all channels is more than the first cache holds. Twice as many
   * pixels would leave no registers for the weights. Blocks of rows are shared among cores; within
   * one, all channels of some pixels before the next.
   *
   * @param convolution over inputs X and W, with its sizes bound
   */
  public static Schedule depthwise(Algorithm convolution, Target target) {
    Func y = convolution.outputs().getFirst();
    int lanes = RegisterTile.of(target, y.type(), "x", 1, "o", Extents.of(y, 3)).lanes();
    RegisterTile tile = new RegisterTile("x", (int) Math.min(PIXELS, Extents.of(y, 2)), "o", 1,
        lanes);
    Schedule s = tile.apply(Schedule.of(convolution).split("y", Math.min(ROWS, Extents.of(y, 1)))
        .reorder("b", "y.outer", "x", "o", "dy", "dx", "y.inner"), y.name()).func(y)
        .unroll("y.inner");
    long taps = Extents.of(Operands.along(y, "o").source(), 0);
    s = taps * taps <= MOST_TAPS ? s.unroll("dy", "dx") : taps <= MOST_TAPS ? s.unroll("dx") : s;
    return s.parallel("b", "y.outer");
  }
}

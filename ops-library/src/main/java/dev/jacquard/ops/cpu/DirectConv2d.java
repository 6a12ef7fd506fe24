package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;

/**
 * {@code Y[b, y, x, o] = sum over dy, dx, r of X[b, y', x', r] * W[dy, dx, r, o]}: a block of
 * registers holds neighbours along x of some output channels, the weights of those channels lie
 * together, the images are read in place. A core stays with its channels as long as it can: their
 * weights are what it reads most (Zhang, Franchetti and Low, "High Performance Zero-Memory Overhead
 * Direct Convolutions", 2018).
 */
public final class DirectConv2d {

  /** Weights of a channel that are written out. */
  private static final long MOST_TAPS = 9;

  private DirectConv2d() {}

  /** @param convolution over inputs X and W, with its sizes bound */
  public static Schedule of(Algorithm convolution, Target target) {
    Func y = convolution.outputs().getFirst();
    RegisterTile tile = RegisterTile.of(target, y.type(), "x", Extents.of(y, 2), "o",
        Extents.of(y, 3));
    Schedule channelsFirst = Schedule.of(convolution).reorder("o", "b", "y", "x");
    return tile.apply(channelsFirst, y.name()).func(y)
        .pack(input(convolution, "W"), "o", tile.width(), tile.lanes())
        .parallel("o.outer", "b", "y", "x.outer");
  }

  /**
   * {@code Y[b, y, x, o] = sum over dy, dx of X[b, y', x', o] * W[dy, dx, o]}: vectors of channels
   * and neighbours along x in registers, so that a pixel that was read serves all its weights. Rows
   * are shared among cores; within one, all channels of some pixels before the next.
   *
   * @param convolution over inputs X and W, with its sizes bound
   */
  public static Schedule depthwise(Algorithm convolution, Target target) {
    Func y = convolution.outputs().getFirst();
    RegisterTile tile = RegisterTile.of(target, y.type(), "x", Extents.of(y, 2), "o",
        Extents.of(y, 3));
    Schedule s = tile.with(Math.ceilDiv(tile.height(), 2))
        .apply(Schedule.of(convolution), y.name()).func(y);
    long taps = Extents.of(input(convolution, "W"), 0);
    s = taps * taps <= MOST_TAPS ? s.unroll("dy", "dx") : taps <= MOST_TAPS ? s.unroll("dx") : s;
    return s.parallel("b", "y");
  }

  private static Input input(Algorithm convolution, String name) {
    return convolution.inputs().stream().filter(input -> input.name().equals(name)).findFirst()
        .orElseThrow();
  }
}

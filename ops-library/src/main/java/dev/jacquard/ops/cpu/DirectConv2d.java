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

  private DirectConv2d() {}

  /** @param convolution over inputs X and W, with its sizes bound */
  public static Schedule of(Algorithm convolution, Target target) {
    Func y = convolution.outputs().getFirst();
    Input weights = convolution.inputs().stream().filter(input -> input.name().equals("W"))
        .findFirst().orElseThrow();
    RegisterTile tile = RegisterTile.of(target, y.type(), "x", Extents.of(y, 2), "o",
        Extents.of(y, 3));
    Schedule channelsFirst = Schedule.of(convolution).reorder("o", "b", "y", "x");
    return tile.apply(channelsFirst, y.name()).func(y).pack(weights, "o", tile.width())
        .parallel("o.outer", "b", "y", "x.outer");
  }
}

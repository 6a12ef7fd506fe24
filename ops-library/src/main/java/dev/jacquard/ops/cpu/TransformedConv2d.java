package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Target;

/**
 * Convolutions by way of another product: {@link dev.jacquard.ops.Im2colConv2d} and
 * {@link dev.jacquard.ops.WinogradConv2d}. The product is held in the same block of registers as
 * the direct form, and its weights lie in panels; what goes before and after it are kernels of
 * their own, along channels. Where the second-level cache keeps a matrix of weights all channels of
 * some tiles follow each other, else all tiles for some channels.
 */
public final class TransformedConv2d {

  /** Results of a tile along y and x. */
  private static final int SIDE = 2;

  private TransformedConv2d() {}

  /** @param convolution {@code Im2colConv2d} over inputs X and W, with its sizes bound */
  public static Schedule im2col(Algorithm convolution, Target target) {
    Func columns = stage(convolution, ".columns");
    Schedule s = DirectConv2d.of(convolution, target).func(columns).computeRoot();
    return along(s, columns, "c", target).parallel("b", "y");
  }

  /** @param convolution {@code WinogradConv2d} over inputs X and W, with its sizes bound */
  public static Schedule winograd(Algorithm convolution, Target target) {
    Func products = stage(convolution, ".products");
    Func y = convolution.outputs().getFirst();
    Func tiles = stage(convolution, ".tiles");
    Func kernels = stage(convolution, ".kernels");
    RegisterTile tile = RegisterTile.square(target, products.type(), "x", Extents.of(products, 4),
        "o", Extents.of(products, 5)).orElseGet(() -> RegisterTile.of(target, products.type(), "x",
            Extents.of(products, 4), "o", Extents.of(products, 5)));
    boolean small = Extents.bytes(kernels) / Extents.of(kernels, 0) / Extents.of(kernels, 1)
        <= DirectConv2d.SMALL;
    Schedule s = Schedule.of(convolution).func(products);
    s = small ? s : s.reorder("i", "j", "o", "b", "y", "x");
    s = tile.apply(s, products.name()).func(products).parallel(
        small ? new String[] {"i", "j", "b", "y"} : new String[] {"i", "j", "o.outer", "b", "y"});
    s = along(s.func(kernels).computeRoot(), kernels, "o", target).parallel("i", "j", "c")
        .layout(kernels.name(), Layout.parse("0 1 3/%d 2 3%%%d".formatted(tile.width(),
            tile.width())));
    s = along(s.func(tiles).computeRoot(), tiles, "c", target);
    String channels = lanes(tiles, target) > 1 ? "c.outer" : "c";
    s = s.reorder("b", "y", "x", channels, "i", "j").unroll("i", "j").parallel("b", "y");
    return results(s, y, target);
  }

  /** The results of a tile together, so that they share what they read. */
  private static Schedule results(Schedule s, Func y, Target target) {
    String channels = lanes(y, target) > 1 ? "o.outer" : "o";
    return along(s.func(y), y, "o", target).split("y", SIDE, Tail.GUARD)
        .split("x", SIDE, Tail.GUARD)
        .reorder("b", "y.outer", "x.outer", channels, "y.inner", "x.inner")
        .unroll("y.inner", "x.inner").parallel("b", "y.outer");
  }

  private static Schedule along(Schedule s, Func stage, String channels, Target target) {
    int lanes = lanes(stage, target);
    return lanes > 1 ? s.vectorize(channels, lanes) : s;
  }

  private static int lanes(Func stage, Target target) {
    return (int) Math.min(target.lanes(stage.type()),
        Long.highestOneBit(Extents.of(stage, stage.rank() - 1)));
  }

  private static Func stage(Algorithm algorithm, String suffix) {
    return algorithm.funcs().stream().filter(func -> func.name().endsWith(suffix)).findFirst()
        .orElseThrow();
  }
}

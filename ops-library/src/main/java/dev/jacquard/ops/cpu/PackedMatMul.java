package dev.jacquard.ops.cpu;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;

/**
 * {@code C[i, j] = sum over r of A[i, r] * B[r, j]}: a core takes a block of registers, B is packed
 * in panels as wide as the block, A is read in place.
 */
public final class PackedMatMul {

  private PackedMatMul() {}

  /** @param matmul over inputs A and B, with its sizes bound */
  public static Schedule of(Algorithm matmul, Target target) {
    Func c = matmul.outputs().getFirst();
    Input b = matmul.inputs().stream().filter(input -> input.name().equals("B")).findFirst()
        .orElseThrow();
    RegisterTile tile = RegisterTile.of(target, c.type(), "i", Extents.of(c, 0), "j",
        Extents.of(c, 1));
    return tile.apply(Schedule.of(matmul), c.name()).func(c).pack(b, "j", tile.width())
        .parallel("i.outer", "j.outer");
  }
}

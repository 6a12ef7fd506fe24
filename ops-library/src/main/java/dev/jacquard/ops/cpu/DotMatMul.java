package dev.jacquard.ops.cpu;

import static dev.jacquard.schedule.Tail.EXACT;
import static dev.jacquard.schedule.ir.Memory.PRIVATE;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Instruction;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.ops.Extents;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import java.util.List;
import java.util.Optional;

/**
 * {@code C[i, j] = sum over r of A[i, r] * B[r, j]} by an instruction that adds several products of
 * small elements to each of its lanes: B is packed in panels, in which the elements that meet in a
 * lane are neighbours; of A as many are broadcast together.
 */
public final class DotMatMul {

  /** Of a block of results: vectors side by side, and rows, as many as the cache has ways. */
  private static final int VECTORS = 2;
  private static final int ROWS = 8;

  private DotMatMul() {}

  /**
   * A schedule, where the device has the instruction, the matrices are of its types and the sizes
   * multiples of what it takes.
   *
   * @param matmul over inputs A and B, with its sizes bound
   */
  public static Optional<Schedule> of(Algorithm matmul, Target target, Instruction instruction) {
    Func c = matmul.outputs().getFirst();
    Input b = (Input) Operands.along(c, "j").source();
    List<DType> types = List.of(Operands.along(c, "i").source().type(), b.type());
    boolean fits = types.equals(instruction.operands().stream().map(Instruction.Operand::type)
        .toList()) && target.features().contains(instruction.needs())
        && Extents.of(c, 1) % (VECTORS * instruction.lanes()) == 0
        && Extents.of(b, 0) % instruction.group() == 0;
    return fits ? Optional.of(schedule(matmul, c, b, instruction)) : Optional.empty();
  }

  private static Schedule schedule(Algorithm matmul, Func c, Input b, Instruction instruction) {
    int group = instruction.group();
    String packed = b.name() + ".packed";
    int width = VECTORS * instruction.lanes();
    return Schedule.of(matmul).split("i", Math.min(ROWS, Extents.of(c, 0))).split("j", width, EXACT)
        .split("j.inner", instruction.lanes(), EXACT).split("r", group, EXACT)
        .reorder("j.outer", "i.outer", "r.outer", "i.inner", "j.inner.outer", "j.inner.inner",
            "r.inner")
        .unroll("i.inner", "j.inner.outer").tensorize("j.inner.inner", instruction)
        .cacheWrite(PRIVATE, "i.outer").parallel("j.outer", "i.outer")
        .cacheRead(b.name(), packed).layout(packed, new Layout(List.of(Layout.Axis.outer(1, width),
            Layout.Axis.outer(0, group), Layout.Axis.inner(1, width), Layout.Axis.inner(0, group))))
        .func(packed).split("d1", width, EXACT).split("d0", group, EXACT)
        .reorder("d1.outer", "d0.outer", "d1.inner", "d0.inner").unroll("d0.inner")
        .parallel("d1.outer").func(c);
  }
}

package dev.jacquard.schedule.structure;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.Runs;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.lower.Lower;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructureTest {

  private static final Dim M = dim("m", 96);
  private static final Dim N = dim("n", 96);
  private static final Dim K = dim("k", 96);
  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final RVar R = rvar("r");
  private static final Input A = input("A", F32, M, K);
  private static final Input B = input("B", F32, K, N);
  private static final Input P = input("P", U8, M, N);

  private static Func matmul() {
    return func("C", I, J).is(sum(R, A.at(I, R).times(B.at(R, J))));
  }

  /** Sums of three columns, then of three rows, edges repeated. */
  private static Func box() {
    Func columns = func("v", I, J).is(P.edge(Edge.CLAMP).at(I.minus(1), J).cast(I32)
        .plus(P.at(I, J)).plus(P.edge(Edge.CLAMP).at(I.plus(1), J)));
    return func("o", I, J).is(columns.edge(Edge.CLAMP).at(I, J.minus(1)).plus(columns.at(I, J))
        .plus(columns.edge(Edge.CLAMP).at(I, J.plus(1))));
  }

  private static Program byDefault(Func func, String sizes) {
    Algorithm algorithm = Algorithm.of(func).with(Sizes.parse(sizes));
    return Lower.lower(algorithm, DefaultSchedule.of(algorithm, Target.AVX512));
  }

  private static Kernel last(Program program) {
    return program.kernels().getLast();
  }

  @Test
  void matmulAccumulatesInRegisters() {
    Kernel kernel = last(byDefault(matmul(), "m=960,n=960,k=960"));
    assertEquals(List.of(), Parts.of(kernel, Stmt.Allocate.class), "private arrays");
    long accumulators = Parts.of(kernel, Stmt.Declare.class).stream()
        .filter(d -> d.local().lanes() == 16 && d.local().name().startsWith("C.tile.")).count();
    assertEquals(24, accumulators);
  }

  @Test
  void theSteadyStateOfABlurHasNoEdges() {
    Kernel kernel = last(byDefault(box(), "m=512,n=512"));
    Stmt.If branch = Parts.of(kernel, Stmt.If.class).getFirst();
    assertEquals(0, Parts.extremes(innermost(branch)), branch.toString());
    assertTrue(Parts.extremes(branch.otherwise()) > 0, branch.toString());
  }

  /** The branch taken where all tests hold. */
  private static Stmt innermost(Stmt.If branch) {
    List<Stmt.If> deeper = Parts.of(branch.then(), Stmt.If.class);
    return deeper.isEmpty() ? branch.then() : innermost(deeper.getFirst());
  }

  @Test
  void localMemoryIsFilledBetweenTwoBarriers() {
    Func thrice = func("g", J, I).is(P.at(J, I).cast(I32).times(3));
    Schedule schedule = Schedule.of(func("h", I, J).is(thrice.at(J, I))).tile("i", "j", 4, 4)
        .groups("i.outer", "j.outer").items("i.inner", "j.inner")
        .func("g").computeAt("h", "j.outer").storeIn(Memory.LOCAL).items("j", "i");
    Kernel kernel = last(Parts.lower(schedule, "m=16,n=16"));
    assertEquals(2, Parts.of(kernel, Stmt.Barrier.class).size());
    assertEquals(2, kernel.items().size());
  }

  private static Schedule staged(Func f, Func g, Func output) {
    return Schedule.of(output).tile("i", "j", 4, 4)
        .groups("i.outer", "j.outer").items("i.inner", "j.inner")
        .func(f).computeAt(output, "j.outer").storeIn(Memory.LOCAL).items("i", "j")
        .func(g).computeAt(output, "j.outer").storeIn(Memory.LOCAL).items("i", "j");
  }

  @Test
  void whatIsFilledIndependentlyIsFilledTogether() {
    Func f = func("f", I, J).is(P.at(I, J).cast(I32).times(3));
    Func g = func("g", I, J).is(P.at(I, J).cast(I32).plus(1));
    Schedule schedule = staged(f, g, func("h", I, J).is(f.at(I, J).times(g.at(I, J))));
    assertEquals(2, Parts.of(last(Parts.lower(schedule, "m=16,n=16")), Stmt.Barrier.class).size());
    Runs.agree(schedule, "m=9,n=7");
  }

  @Test
  void whatIsFilledFromAnotherWaitsForIt() {
    Func f = func("f", I, J).is(P.at(I, J).cast(I32).times(3));
    Func g = func("g", I, J).is(f.at(I, J).plus(1));
    Schedule schedule = staged(f, g, func("h", I, J).is(f.at(I, J).times(g.at(I, J))));
    assertEquals(3, Parts.of(last(Parts.lower(schedule, "m=16,n=16")), Stmt.Barrier.class).size());
    Runs.agree(schedule, "m=9,n=7");
  }

  @Test
  void aKernelForEachFuncAtRoot() {
    assertEquals(List.of("o_kernel"), Parts.kernels(Parts.lower(Schedule.of(box()), "m=8,n=8")));
    assertEquals(List.of("v_kernel", "o_kernel"), Parts.kernels(Parts.lower(
        Schedule.of(box()).func("v").computeRoot(), "m=8,n=8")));
    assertEquals(List.of("o_kernel"), Parts.kernels(Parts.lower(
        Schedule.of(box()).func("v").computeAt("o", "i"), "m=8,n=8")));
    assertEquals(List.of("B_packed_kernel", "C_kernel"), Parts.kernels(Parts.lower(
        Schedule.of(matmul()).pack(B, "j", 16), "m=8,n=8,k=8")));
  }

  @Test
  void whatNeedsNoGuardHasNoBranch() {
    Schedule copy = Schedule.of(func("S", I, J).is(P.at(I, J))).split("j", 8, Tail.GUARD);
    assertEquals(List.of(), Parts.of(last(Parts.lower(copy, "m=8,n=16")), Stmt.If.class));
    assertFalse(Parts.of(last(Parts.lower(copy, "m=8,n=17")), Stmt.If.class).isEmpty());
  }

  @Test
  void edgesMakeABoundaryBranch() {
    Schedule schedule = Schedule.of(box()).parallel("i").split("j", 8).vectorize("j.inner");
    assertFalse(Parts.of(last(Parts.lower(schedule, "m=16,n=64")), Stmt.If.class).isEmpty());
  }

  @Test
  void aShiftedTailHasNoBranch() {
    Schedule schedule = Schedule.of(func("S", I, J).is(P.at(I, J))).vectorize("j", 8);
    Kernel kernel = last(Parts.lower(schedule, "m=8,n=21"));
    assertEquals(List.of(), Parts.of(kernel, Stmt.If.class));
    assertTrue(Parts.of(kernel, Stmt.Store.class).stream().allMatch(s -> s.value().lanes() == 8));
  }

  @Test
  void parallelLoopsAreTheRangeOfTheLaunch() {
    Kernel kernel = last(Parts.lower(Schedule.of(matmul()).parallel("i", "j"), "m=3,n=5,k=7"));
    assertEquals("[j, i]", kernel.groups().stream().map(Kernel.Axis::variable).toList().toString());
    assertEquals("[5, 3]", kernel.groups().stream().map(Kernel.Axis::extent).toList().toString());
    assertEquals(1, Parts.of(kernel, Stmt.For.class).size(), "the reduction is left");
  }

  @Test
  void unrolledLoopsAreGone() {
    Schedule schedule = Schedule.of(matmul()).parallel("i").split("r", 4).unroll("r.inner");
    Kernel kernel = last(Parts.lower(schedule, "m=4,n=4,k=16"));
    assertEquals(2, Parts.of(kernel, Stmt.For.class).size(), "j and r.outer");
    assertEquals(5, Parts.of(kernel, Stmt.Store.class).size(), "one of zero, four of sums");
  }
}

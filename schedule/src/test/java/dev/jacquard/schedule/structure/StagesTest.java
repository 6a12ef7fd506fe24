package dev.jacquard.schedule.structure;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.arg;
import static dev.jacquard.dsl.Dsl.dim;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.select;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.tuple;
import static dev.jacquard.dsl.Dsl.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Reduction;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.NaiveSchedule;
import dev.jacquard.schedule.Runs;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.lower.Lower;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What tuples, updates and long chains become. */
class StagesTest {

  private static final Var I = var("i");
  private static final Var J = var("j");
  private static final RVar R = rvar("r");
  private static final Dim N = dim("n", 16);
  private static final Input V = input("V", F32, N);
  private static final Input A = input("A", F32, N, lit(19));
  private static final String[] SIZES = {"n=1", "n=5", "n=37", "n=64"};

  private static Func columnScan() {
    return func("C", I, J).is(A.at(I, J)).update(R, J)
        .is(c -> c.at(R.minus(1), J).plus(c.at(R, J)));
  }

  /** The stores of a kernel in order, and whether any expression between reads a buffer. */
  private static boolean readsBetweenStores(Stmt block, String buffer) {
    List<Stmt> statements = block.children();
    boolean stored = false;
    for (Stmt statement : statements) {
      boolean[] reads = {false};
      statement.exprs().forEach(e -> Rewrite.walk(e, node -> reads[0] |= reads(node, buffer)));
      if (stored && reads[0]) {
        return true;
      }
      stored |= statement instanceof Stmt.Store;
    }
    return false;
  }

  private static boolean reads(Expr e, String buffer) {
    return e instanceof Load load && load.buffer().startsWith(buffer)
        || e instanceof Access access && access.source().name().startsWith(buffer);
  }

  @Test
  void allValuesOfATupleAreComputedBeforeOneIsStored() {
    Func swapped = func("C", I).is(tuple(V.at(I), V.at(I).times(10))).update(I)
        .is(c -> tuple(c.value(1).at(I), c.value(0).at(I)));
    Schedule schedule = NaiveSchedule.of(Algorithm.of(swapped));
    Kernel last = Parts.lower(schedule, "n=16").kernels().getLast();
    List<Stmt.Block> pairs = Parts.of(last, Stmt.Block.class).stream().filter(block ->
        block.statements().stream().filter(s -> s instanceof Stmt.Store).count() == 2).toList();
    assertEquals(1, pairs.size(), last.toString());
    assertTrue(!readsBetweenStores(pairs.getFirst(), "C"), last.toString());
    Runs.agreeCompiledOnce(schedule, "n=1", "n=5", "n=37");
  }

  @Test
  void aScanKeepsItsLoopInOrderAndRunsColumnsInParallel() {
    Schedule schedule = NaiveSchedule.of(Algorithm.of(columnScan()));
    Kernel last = Parts.lower(schedule, "n=64").kernels().getLast();
    assertEquals(List.of(LoopKind.SERIAL), Parts.of(last, Stmt.For.class).stream()
        .filter(loop -> loop.variable().equals("r")).map(Stmt.For::kind).toList());
    assertEquals(List.of("j"), last.groups().stream().map(Kernel.Axis::variable).toList());
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @Test
  void aScanMayNotRunInParallel() {
    assertThrows(ScheduleError.class,
        () -> Parts.lower(Schedule.of(columnScan()).parallel("r"), "n=64"));
  }

  @Test
  void everyFeatureIsCompiledOnceForEverySize() {
    List<Func> funcs = List.of(
        func("C", I).is(V.at(I)).update(R).is(c -> c.at(R.minus(1)).plus(c.at(R))),
        func("M", I).is(arg(Reduction.MAX, R, A.at(I, R))),
        func("M", J).is(arg(Reduction.MIN, R, A.at(R, J))),
        func("T", I).is(sum(R, V.at(R)).where(R.le(I))).over(I, N));
    for (Func func : funcs) {
      Algorithm algorithm = Algorithm.of(func);
      Runs.agreeCompiledOnce(NaiveSchedule.of(algorithm), SIZES);
      Runs.agreeCompiledOnce(DefaultSchedule.of(algorithm, Target.AVX512), SIZES);
    }
  }

  /** Each stage reads the one before twice: inlined, sixty of them would have 2^60 terms. */
  @Test
  void aChainThatDoublesIsCutIntoStages() {
    Func stage = func("s0", I).is(I.cast(F32).times(lit(0.5))).over(I, 200);
    for (int k = 1; k <= 60; k++) {
      stage = func("s" + k, I).is(stage.at(I).plus(stage.at(I.plus(1))).times(0.5))
          .over(I, 200 - k);
    }
    Algorithm chain = Algorithm.of(stage);
    Program program = Lower.lower(chain, NaiveSchedule.of(chain));
    int kernels = program.kernels().size();
    assertTrue(kernels > 5 && kernels < 30, kernels + " kernels");
    int[] nodes = {0};
    List<Stmt> all = new ArrayList<>();
    program.kernels().forEach(k -> all.addAll(Parts.of(k, Stmt.class)));
    all.forEach(s -> s.exprs().forEach(e -> Rewrite.walk(e, _ -> nodes[0]++)));
    assertTrue(nodes[0] < 100_000, nodes[0] + " nodes");
  }

  /** What an inlined stage reads is read where it now stands, and counts there only. */
  @Test
  void aChainThatReadsEachPartOnceIsOneKernel() {
    Func stage = func("s0", I).is(V.at(I).times(0.5));
    for (int k = 1; k <= 100; k++) {
      stage = func("s" + k, I).is(stage.at(I).times(0.5).plus(k));
    }
    Algorithm chain = Algorithm.of(stage);
    Schedule schedule = DefaultSchedule.of(chain, Target.AVX512);
    assertEquals(1, Lower.lower(chain, schedule).kernels().size(), schedule.toString());
    Runs.agreeCompiledOnce(schedule, "n=5");
  }

  /** {@code i + MAX} wraps but for 0: what holds of indices, which never do, is not said of it. */
  @Test
  void aComparisonWithASumThatWrapsIsLeftToTheRun() {
    for (long huge : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
      Func func = func("C", I).is(select(I.lt(I.plus(huge)), V.at(I), lit(F32, -1))).over(I, N);
      Runs.agreeCompiledOnce(NaiveSchedule.of(Algorithm.of(func)), "n=5");
    }
  }
}

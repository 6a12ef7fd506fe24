package dev.jacquard.schedule.rewrite;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.schedule.rewrite.Programs.A;
import static dev.jacquard.schedule.rewrite.Programs.B;
import static dev.jacquard.schedule.rewrite.Programs.I;
import static dev.jacquard.schedule.rewrite.Programs.J;
import static dev.jacquard.schedule.rewrite.Programs.K;
import static dev.jacquard.schedule.rewrite.Programs.N;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.Runs;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ScheduleError;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.ir.StmtPrinter;
import dev.jacquard.schedule.lower.Lower;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Two copies, filled in turn, one iteration ahead. */
class DoubleBufferTest {

  /** A product of 4x4 items a group, the columns of 4 steps in local memory. */
  private static Schedule tiled(Tail tail) {
    return Schedule.of(Programs.matmul()).split("i", 4).split("j", 4).split("r", 4, tail)
        .reorder("i.outer", "j.outer", "i.inner", "j.inner", "r.outer", "r.inner")
        .groups("i.outer", "j.outer").items("i.inner", "j.inner");
  }

  private static Schedule staged(Schedule schedule, String source, String first, String second) {
    String copy = source + ".cache";
    return schedule.func("C").cacheRead(source, copy).func(copy).computeAt("C", "r.outer")
        .storeIn(Memory.LOCAL).items(first, second);
  }

  /** The copies of both operands, each by its sixteen items. */
  private static Schedule both(Tail tail) {
    return staged(staged(tiled(tail), "A", "d0", "d1"), "B", "d0", "d1");
  }

  private static Schedule doubled(Tail tail) {
    return both(tail).func("A.cache").doubleBuffer().func("B.cache").doubleBuffer();
  }

  private static int barriers(Stmt s) {
    return s instanceof Stmt.Barrier ? 1
        : s.children().stream().mapToInt(DoubleBufferTest::barriers).sum();
  }

  @Test
  void itemsFillWhatTheNextIterationReads() {
    Runs.agree(doubled(Tail.AUTO), "m=8,n=8,k=12", "m=4,n=4,k=4", "m=4,n=8,k=16");
    Runs.agree(doubled(Tail.GUARD), "m=8,n=8,k=10");
  }

  @Test
  void oneBarrierAnIterationIsEnough() {
    Schedule schedule = doubled(Tail.AUTO);
    Stmt body = Lower.lower(schedule.nest().algorithm().with(Sizes.parse("m=8,n=8,k=12")),
        schedule).kernels().getFirst().body();
    assertTrue(barriers(body) <= 3, () -> StmtPrinter.print(body));
  }

  @Test
  void aWorkItemFillsItsOwn() {
    Func g = func("g", I, J).is(A.at(I, J).times(3));
    Func h = func("h", I, J).is(g.at(I, J).plus(1));
    Schedule schedule = Schedule.of(h).func(g).computeAt(h, "i").doubleBuffer();
    Runs.agree(schedule, "m=5,k=7", "m=1,k=1");
    Runs.agree(schedule.func("h").split("i", 4, Tail.GUARD).func("g").computeAt("h", "i.outer"),
        "m=5,k=7", "m=1,k=1");
  }

  @Test
  void packedCopiesKeepTheirLayout() {
    Schedule schedule = Schedule.of(Programs.matmul()).split("r", 4, Tail.EXACT)
        .reorder("r.outer", "i", "j", "r.inner").func("C").cacheRead("B", "B.cache")
        .func("B.cache").computeAt("C", "r.outer").layout("B.cache", Layout.parse("1 0"))
        .doubleBuffer();
    Runs.agree(schedule, "m=3,n=6,k=8");
  }

  private static void refused(String message, Executable mistake) {
    assertEquals(message, assertThrows(ScheduleError.class, mistake).getMessage()
        .replaceAll("Test.java:\\d+", "Test.java"));
  }

  @Test
  void itNeedsALoopWhoseIterationsFollowEachOther() {
    refused("Schedule for C, directive 1, doubleBuffer() at DoubleBufferTest.java: C is not "
        + "computed at a loop, whose iterations would have a copy each in turn. Call computeAt "
        + "first.", () -> Schedule.of(Programs.matmul()).doubleBuffer());
    Func g = func("g", I, J).is(input("P", F32, N, K).at(I, J).times(3));
    Func h = func("h", I, J).is(g.at(I, J).plus(1));
    Schedule at = Schedule.of(h).func(g).computeAt(h, "i");
    refused("Schedule for g, directive 2, doubleBuffer() at DoubleBufferTest.java: i, at which g "
        + "is computed, is not serial: its iterations do not come one after the other, so none can "
        + "fill the next one's copy. Leave it serial, or compute g at another loop.",
        () -> Lower.lower(sized(at), at.doubleBuffer().func("h").parallel("i")));
  }

  private static Algorithm sized(Schedule schedule) {
    return schedule.nest().algorithm().with(Sizes.parse("n=4,k=4"));
  }

  @Test
  void whatTheFirstCopyReadsIsThereBeforeTheLoop() {
    Func f = func("f", I, J).is(B.at(I, J).times(2));
    Func g = func("g", I, J).is(f.at(I, J).times(3));
    Func h = func("h", I, J).is(g.at(I, J).plus(f.at(I, J)));
    Schedule at = Schedule.of(h).func(g).computeAt(h, "i").func(f).computeAt(h, "i").func(g);
    refused("Schedule for g, directive 3, doubleBuffer() at DoubleBufferTest.java: g reads f, "
        + "computed inside i of h as well: the copy for the first iteration is filled before that. "
        + "Compute f at a loop of g, or at root.", () -> at.doubleBuffer());
  }

  @Test
  void nothingIsComputedInsideTheCopies() {
    Func f = func("f", I, J).is(B.at(I, J).times(2));
    Func g = func("g", I, J).is(f.at(I, J).times(3));
    Func h = func("h", I, J).is(g.at(I, J).plus(1));
    Schedule doubled = Schedule.of(h).func(g).computeAt(h, "i").doubleBuffer();
    refused("Schedule for g, directive 2, doubleBuffer() at DoubleBufferTest.java: f is computed "
        + "inside g, whose copies are filled in two places, before the loop and in it. Compute f "
        + "at a loop around g, or at root.", () -> Lower.lower(
            doubled.nest().algorithm().with(Sizes.parse("k=4,n=4")),
            doubled.func(f).computeAt(g, "j")));
  }
}

package dev.jacquard.schedule.rewrite;

import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.schedule.rewrite.Programs.B;
import static dev.jacquard.schedule.rewrite.Programs.I;
import static dev.jacquard.schedule.rewrite.Programs.J;
import static dev.jacquard.schedule.rewrite.Programs.LINES;
import static dev.jacquard.schedule.rewrite.Programs.N;
import static dev.jacquard.schedule.rewrite.Programs.P;
import static dev.jacquard.schedule.rewrite.Programs.PLANES;
import static dev.jacquard.schedule.rewrite.Programs.R;
import static dev.jacquard.schedule.rewrite.Programs.SIZES;
import static dev.jacquard.schedule.rewrite.Programs.X;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Func;
import dev.jacquard.schedule.Runs;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.Memory;
import org.junit.jupiter.api.Test;

/** Directives that meet: what the guards, edges and copies of one mean for another. */
class TogetherTest {

  @Test
  void guardsStandInsideLoopsOverGroups() {
    Schedule schedule = Schedule.of(Programs.matmul()).split("i", 2, Tail.GUARD).parallel("j");
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @Test
  void edgesAreResolvedInsideLoopsOverGroups() {
    Schedule schedule = Schedule.of(Programs.box()).parallel("j");
    Runs.agree(schedule, PLANES);
    Runs.agreeCompiledOnce(schedule, PLANES);
  }

  @Test
  void quotientsOfAHostLoopAreSharedInsideTheKernel() {
    Func rows = func("t", I, J).is(P.edge(Edge.WRAP).at(I.times(3), J).plus(P.edge(Edge.WRAP)
        .at(I.times(3), J.plus(1)))).over(I, Programs.M);
    Runs.agree(Schedule.of(rows).split("i", 4).parallel("j"), PLANES);
  }

  @Test
  void oneItemSumsWhatAllHaveFilled() {
    Func rows = Programs.rows();
    Func twice = func("t", J).is(sum(R, rows.edge(Edge.CLAMP).at(R))).over(J, N);
    Schedule schedule = Schedule.of(twice).func("W").computeAt("t", "j").storeIn(Memory.LOCAL)
        .items("i");
    Runs.agree(schedule, PLANES);
  }

  @Test
  void itemsShareWhatIsComputedInsideTheirLoop() {
    Schedule schedule = Schedule.of(Programs.smooth(Edge.CLAMP)).split("i", 4, Tail.GUARD)
        .items("i.inner").func("g").computeAt("h", "i.inner").storeIn(Memory.LOCAL);
    Runs.agree(schedule, LINES);
  }

  @Test
  void aFusedIndexReachesOverAConstantEdge() {
    Func far = func("t", I, J).is(X.edge(Edge.constant(lit(7))).at(I.times(3)).plus(X.at(J)))
        .over(I, N);
    Schedule schedule = Schedule.of(far).fuse("i", "j", "p").split("p", 4);
    Runs.agree(schedule, LINES);
    Runs.agreeCompiledOnce(schedule, LINES);
  }

  @Test
  void aCopyOfACopy() {
    Schedule schedule = Schedule.of(Programs.matmul()).cacheRead(B).func("B.cache")
        .computeAt("C", "i").func("C").cacheRead("B.cache", "column").func("column")
        .computeAt("C", "j");
    Runs.agree(schedule, SIZES);
  }

  @Test
  void anIndexReadFromATensorReadsAPackedOne() {
    var row = X.at(J).cast(DType.I64).clamp(lit(0), Programs.M.minus(1));
    Func picked = func("t", I, J).is(P.at(row, J).plus(P.at(I, J)));
    Schedule schedule = Schedule.of(picked).vectorize("j", 4).parallel("i").cacheRead(P)
        .cacheRead(X);
    Runs.agree(schedule, PLANES);
    Runs.agreeCompiledOnce(schedule, PLANES);
  }
}

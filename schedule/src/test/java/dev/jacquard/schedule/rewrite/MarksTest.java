package dev.jacquard.schedule.rewrite;

import static dev.jacquard.schedule.rewrite.Programs.LINES;
import static dev.jacquard.schedule.rewrite.Programs.PLANES;
import static dev.jacquard.schedule.rewrite.Programs.SIZES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Edge;
import dev.jacquard.schedule.Runs;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ir.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unroll, vectorize, parallel, groups and items. */
class MarksTest {

  private static void assertNest(String expected, Schedule schedule) {
    assertEquals(expected, schedule.nest().toString());
  }

  @Test
  void unrollWritesIterationsOut() {
    Schedule schedule = Schedule.of(Programs.matmul()).split("j", 4).split("r", 2)
        .unroll("j.inner", "r.inner");
    assertNest("""
        produce C:
          for i:
            for j.outer:
              unrolled j.inner:
                C.0 = 0.0f
                for r.outer:
                  unrolled r.inner:
                    C.1[i, j] = sum(r: A[i, r] * B[r, j])
        """, schedule);
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 8, 16})
  void vectorizeSplitsAndHasATail(int lanes) {
    Schedule schedule = Schedule.of(Programs.plane()).vectorize("j", lanes);
    Runs.agree(schedule, PLANES);
    Runs.agreeCompiledOnce(schedule, PLANES);
  }

  @Test
  void aVectorLoopIsShown() {
    assertNest("""
        produce S:
          for i:
            for j.outer:
              vectorized j.inner:
                S[i, j] = i32(P[i, j]) + X[j]
        """, Schedule.of(Programs.plane()).vectorize(Programs.J, 8));
  }

  @Test
  void vectorsOfTheOuterIndexAreGathered() {
    Runs.agree(Schedule.of(Programs.plane()).vectorize("i", 4).reorder("i.outer", "j", "i.inner"),
        PLANES);
  }

  @Test
  void aReductionIsVectorizedOverAnIndexOfItsResult() {
    Schedule schedule = Schedule.of(Programs.matmul()).split("j", 8)
        .reorder("i", "j.outer", "r", "j.inner").vectorize("j.inner")
        .cacheWrite(Memory.PRIVATE, "j.outer");
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLAMP", "WRAP", "MIRROR", "MIRROR_INTERIOR", "CONSTANT"})
  void vectorsReachOverEdges(Edge.Mode mode) {
    Edge edge = mode == Edge.Mode.CONSTANT ? Edge.constant(dev.jacquard.dsl.Dsl.lit(7))
        : new Edge(mode, null);
    Schedule schedule = Schedule.of(Programs.smooth(edge)).vectorize("i", 4).parallel("i.outer");
    Runs.agree(schedule, LINES);
    Runs.agreeCompiledOnce(schedule, LINES);
  }

  @Test
  void parallelLoopsAreGroupsOfOneItem() {
    Schedule schedule = Schedule.of(Programs.matmul()).parallel("i", "j");
    assertNest("""
        produce C:
          parallel i:
            parallel j:
              C.0 = 0.0f
              for r:
                C.1[i, j] = sum(r: A[i, r] * B[r, j])
        """, schedule);
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @Test
  void moreThanThreeParallelLoopsFuse() {
    Schedule schedule = Schedule.of(Programs.plane()).split("i", 2).split("j", 4)
        .split("j.inner", 2)
        .parallel("i.outer", "i.inner", "j.outer", "j.inner.outer", "j.inner.inner");
    Runs.agree(schedule, PLANES);
    Runs.agreeCompiledOnce(schedule, PLANES);
  }

  @Test
  void aLoopAroundParallelOnesRunsOnTheHost() {
    Schedule schedule = Schedule.of(Programs.plane()).parallel("j");
    Runs.agree(schedule, PLANES);
    Runs.agreeCompiledOnce(schedule, PLANES);
  }

  @Test
  void groupsHoldItems() {
    Schedule schedule = Schedule.of(Programs.matmul()).tile("i", "j", 2, 4)
        .groups("i.outer", "j.outer").items("i.inner", "j.inner");
    assertNest("""
        produce C:
          group i.outer:
            group j.outer:
              item i.inner:
                item j.inner:
                  C.0 = 0.0f
                  for r:
                    C.1[i, j] = sum(r: A[i, r] * B[r, j])
        """, schedule);
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @Test
  void groupsWithoutItemsAndItemsWithoutGroups() {
    Runs.agree(Schedule.of(Programs.rows()).groups("i"), PLANES);
    Runs.agree(Schedule.of(Programs.rows()).items("i"), PLANES);
  }
}

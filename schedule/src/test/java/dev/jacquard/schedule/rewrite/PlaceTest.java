package dev.jacquard.schedule.rewrite;

import static dev.jacquard.schedule.rewrite.Programs.LINES;
import static dev.jacquard.schedule.rewrite.Programs.PLANES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Edge;
import dev.jacquard.schedule.Runs;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ir.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ComputeAt, computeRoot, inline and storeIn. */
class PlaceTest {

  private static void assertNest(String expected, Schedule schedule) {
    assertEquals(expected, schedule.nest().toString());
  }

  @Test
  void aPureFuncIsInlineAtFirst() {
    Schedule schedule = Schedule.of(Programs.smooth(Edge.CLAMP));
    assertNest("""
        produce h:
          for i:
            h[i] = g[max(i - 1, 0)] + g[i] + g[min(i + 1, n - 1)]
        """, schedule);
    Runs.agree(schedule, LINES);
  }

  @ParameterizedTest
  @EnumSource(value = Edge.Mode.class, names = {"NONE", "CONSTANT", "CHECKED"},
      mode = EnumSource.Mode.EXCLUDE)
  void atRootItIsComputedFirst(Edge.Mode mode) {
    Schedule schedule = Schedule.of(Programs.smooth(new Edge(mode, null))).func("g").computeRoot();
    Runs.agree(schedule, LINES);
    Runs.agreeCompiledOnce(schedule, LINES);
  }

  @Test
  void rootIsShown() {
    assertNest("""
        produce g:
          parallel i:
            g[i] = X[i] * 3
        produce h:
          for i:
            h[i] = g[(i - 1) % n] + g[i] + g[(i + 1) % n]
        """, Schedule.of(Programs.smooth(Edge.WRAP)).func("g").computeRoot().parallel("i"));
  }

  @Test
  void backInlineAfterRoot() {
    Schedule schedule = Schedule.of(Programs.smooth(Edge.CLAMP)).func("g").computeRoot().inline();
    assertEquals(Schedule.of(Programs.smooth(Edge.CLAMP)).nest().toString(),
        schedule.nest().toString());
  }

  @Test
  void atALoopItIsComputedWhereItIsNeeded() {
    Schedule schedule = Schedule.of(Programs.smooth(Edge.CLAMP)).split("i", 4)
        .func("g").computeAt("h", "i.outer");
    assertNest("""
        produce h:
          for i.outer:
            produce g in private:
              for i:
                g[i] = X[i] * 3
            for i.inner:
              h[i] = g[max(i - 1, 0)] + g[i] + g[min(i + 1, n - 1)]
        """, schedule);
    Runs.agree(schedule, LINES);
    Runs.agreeCompiledOnce(schedule, "n=4", "n=7", "n=16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"i.outer", "j.outer", "i.inner", "j.inner"})
  void everyLoopOfThePlaneIsAPlace(String loop) {
    Schedule schedule = Schedule.of(Programs.box()).tile("i", "j", 4, 8)
        .func("v").computeAt("o", loop);
    Runs.agree(schedule, PLANES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"i.outer", "j.outer"})
  void vectorsInsideAPlace(String loop) {
    Schedule schedule = Schedule.of(Programs.box()).tile("i", "j", 4, 8).vectorize("j.inner")
        .parallel("i.outer").func("v").computeAt("o", loop).split("j", 4).vectorize("j.inner");
    Runs.agree(schedule, PLANES);
  }

  @Test
  void localMemoryIsFilledByAllItemsOfAGroup() {
    Schedule schedule = Schedule.of(Programs.box()).tile("i", "j", 4, 4)
        .groups("i.outer", "j.outer").items("i.inner", "j.inner")
        .func("v").computeAt("o", "j.outer").storeIn(Memory.LOCAL).items("i", "j");
    assertNest("""
        produce o:
          group i.outer:
            group j.outer:
              produce v in local:
                item i:
                  item j:
                    v[i, j] = i32(P[max(i - 1, 0), j]) + i32(P[i, j]) + i32(P[min(i + 1, m - 1), j])
              item i.inner:
                item j.inner:
                  o[i, j] = v[i, max(j - 1, 0)] + v[i, j] + v[i, min(j + 1, n - 1)]
        """, schedule);
    Runs.agree(schedule, PLANES);
  }

  @Test
  void localMemoryIsFilledByOneItemWithoutItemLoops() {
    Schedule schedule = Schedule.of(Programs.smooth(Edge.MIRROR)).split("i", 4)
        .groups("i.outer").items("i.inner")
        .func("g").computeAt("h", "i.outer").storeIn(Memory.LOCAL);
    Runs.agree(schedule, LINES);
  }

  @Test
  void privateMemoryIsTheDefaultAndCanBeNamed() {
    Schedule schedule = Schedule.of(Programs.smooth(Edge.CLAMP)).split("i", 4)
        .func("g").computeAt("h", "i.outer");
    assertEquals(schedule.nest().toString(), schedule.storeIn(Memory.PRIVATE).nest().toString());
  }
}

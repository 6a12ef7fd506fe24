package dev.jacquard.schedule.rewrite;

import static dev.jacquard.schedule.rewrite.Programs.A;
import static dev.jacquard.schedule.rewrite.Programs.B;
import static dev.jacquard.schedule.rewrite.Programs.PLANES;
import static dev.jacquard.schedule.rewrite.Programs.SIZES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.data.Layout;
import dev.jacquard.schedule.Runs;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ir.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CacheRead, cacheWrite, pack and layout. */
class CachesTest {

  private static void assertNest(String expected, Schedule schedule) {
    assertEquals(expected, schedule.nest().toString());
  }

  @Test
  void cacheWriteHoldsThePartOfTheResult() {
    Schedule schedule = Schedule.of(Programs.matmul()).tile("i", "j", 2, 8)
        .reorder("i.outer", "j.outer", "r", "i.inner", "j.inner")
        .cacheWrite(Memory.PRIVATE, "j.outer").unroll("i.inner").vectorize("j.inner")
        .parallel("i.outer");
    assertNest("""
        produce C:
          parallel i.outer:
            for j.outer:
              hold C in private:
                for r:
                  unrolled i.inner:
                    vectorized j.inner:
                      C.1[i, j] = sum(r: A[i, r] * B[r, j])
              write C
        """, schedule);
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @Test
  void cacheWriteAtTheInnermostIndexHoldsOneValue() {
    Runs.agree(Schedule.of(Programs.rows()).parallel("i").cacheWrite(Memory.PRIVATE, "i"), PLANES);
  }

  @Test
  void cacheReadMakesACopyAtRoot() {
    Schedule schedule = Schedule.of(Programs.matmul()).cacheRead(B);
    assertNest("""
        produce B.cache:
          for d0:
            for d1:
              B.cache[d0, d1] = B[d0, d1]
        produce C:
          for i:
            for j:
              C.0 = 0.0f
              for r:
                C.1[i, j] = sum(r: A[i, r] * B.cache[r, j])
        """, schedule);
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @Test
  void aCopyIsMadeInsideALoopToo() {
    Schedule schedule = Schedule.of(Programs.matmul()).tile("i", "j", 4, 4)
        .split("r", 4).reorder("i.outer", "j.outer", "r.outer", "r.inner", "i.inner", "j.inner")
        .cacheRead("A", "tile").func("tile").computeAt("C", "r.outer");
    Runs.agree(schedule, SIZES);
  }

  @Test
  void itemsShareTilesInLocalMemory() {
    Schedule schedule = Schedule.of(Programs.matmul()).tile("i", "j", 4, 4).split("r", 4)
        .groups("i.outer", "j.outer").items("i.inner", "j.inner")
        .cacheWrite(Memory.PRIVATE, "j.inner").cacheRead(A);
    Runs.agree(schedule, SIZES);
  }

  @Test
  void packMakesPanelsOfOneDimension() {
    Schedule schedule = Schedule.of(Programs.matmul()).tile("i", "j", 2, 16)
        .reorder("i.outer", "j.outer", "r", "i.inner", "j.inner").vectorize("j.inner")
        .cacheWrite(Memory.PRIVATE, "j.outer").pack(B, "j", 16);
    assertNest("""
        produce B.packed in layout 1/16 0 1%16:
          parallel d1.outer:
            parallel d0:
              for d1.inner.outer:
                vectorized d1.inner.inner:
                  B.packed[d0, d1] = B[d0, d1]
        produce C:
          for i.outer:
            for j.outer:
              hold C in private:
                for r:
                  for i.inner:
                    vectorized j.inner:
                      C.1[i, j] = sum(r: A[i, r] * B.packed[r, j])
              write C
        """, schedule);
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @Test
  void whatIsConstantIsPackedOnce() {
    var constant = B.asConstant();
    var c = dev.jacquard.dsl.Dsl.func("C", Programs.I, Programs.J).is(dev.jacquard.dsl.Dsl.sum(
        Programs.R, A.at(Programs.I, Programs.R).times(constant.at(Programs.R, Programs.J))));
    Schedule schedule = Schedule.of(c).pack(constant, "n", 4);
    var program = dev.jacquard.schedule.lower.Lower.lower(schedule.nest().algorithm(), schedule);
    assertEquals("[B_packed_kernel, C_kernel]", program.kernels().stream()
        .map(dev.jacquard.schedule.ir.Kernel::name).toList().toString());
    assertEquals(2, program.prepare().size(), program.prepare().toString());
    Runs.agree(schedule, SIZES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 0", "0/4 1 0%4", "1/3 0 1%3", "1/4 0/2 0%2 1%4"})
  void layoutsOfInputsAndOutputs(String layout) {
    Schedule schedule = Schedule.of(Programs.matmul()).layout("A", Layout.parse(layout))
        .layout("C", Layout.parse(layout));
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 0", "0/4 1 0%4", "1/3 0 1%3"})
  void layoutsOfTemporaries(String layout) {
    Schedule schedule = Schedule.of(Programs.box()).vectorize("j", 4).func("v").computeRoot()
        .layout("v", Layout.parse(layout));
    Runs.agree(schedule, PLANES);
    Runs.agreeCompiledOnce(schedule, PLANES);
  }

  @Test
  void layoutsAreShown() {
    assertNest("""
        input B in layout 1 0
        produce C in layout 1/8 0 1%8:
          for i:
            for j:
              C.0 = 0.0f
              for r:
                C.1[i, j] = sum(r: A[i, r] * B[r, j])
        """, Schedule.of(Programs.matmul()).layout("C", Layout.parse("1/8 0 1%8"))
        .layout("B", Layout.parse("1 0")));
    assertNest("""
        produce C:
          for i:
            produce A.cache in private in layout 1 0:
              for d0:
                for d1:
                  A.cache[d0, d1] = A[d0, d1]
            for j:
              C.0 = 0.0f
              for r:
                C.1[i, j] = sum(r: A.cache[i, r] * B[r, j])
        """, Schedule.of(Programs.matmul()).cacheRead(A).func("A.cache").computeAt("C", "i")
        .layout("A.cache", Layout.parse("1 0")));
  }
}

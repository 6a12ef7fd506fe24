package dev.jacquard.schedule.rewrite;

import static dev.jacquard.schedule.rewrite.Programs.LINES;
import static dev.jacquard.schedule.rewrite.Programs.PLANES;
import static dev.jacquard.schedule.rewrite.Programs.SIZES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jacquard.dsl.Edge;
import dev.jacquard.schedule.Runs;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Split, tile, fuse and reorder. */
class LoopsTest {

  private static void assertNest(String expected, Schedule schedule) {
    assertEquals(expected, schedule.nest().toString());
  }

  @Test
  void splitGivesAnOuterAndAnInnerLoop() {
    Schedule schedule = Schedule.of(Programs.twice()).split("i", 8);
    assertNest("""
        produce T:
          for i.outer:
            for i.inner:
              T[i] = X[i] * 2
        """, schedule);
    Runs.agree(schedule, LINES);
    Runs.agreeCompiledOnce(schedule, LINES);
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "GUARD", "PREDICATE"})
  void splitOfAnySizeHasATail(Tail tail) {
    Schedule schedule = Schedule.of(Programs.matmul()).split("i", 4, tail).split("r", 3, tail);
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @Test
  void splitShiftsItsLastPartInwards() {
    Schedule schedule = Schedule.of(Programs.twice()).split("i", 8, Tail.SHIFT_INWARDS);
    Runs.agree(schedule, "n=8", "n=9", "n=13", "n=16", "n=17");
  }

  @Test
  void blendingKeepsWhatWasComputed() {
    Schedule schedule = Schedule.of(Programs.matmul())
        .split("i", 4, Tail.SHIFT_INWARDS_AND_BLEND)
        .split("j", 8, Tail.SHIFT_INWARDS_AND_BLEND)
        .split("r", 3, Tail.SHIFT_INWARDS_AND_BLEND);
    String[] sizes = {"m=7,n=13,k=5", "m=4,n=8,k=3", "m=6,n=17,k=7"};
    Runs.agree(schedule, sizes);
    Runs.agree(schedule.vectorize("j.inner"), sizes);
    Runs.agree(schedule.reorder("r.outer", "i.outer", "j.outer", "r.inner"), sizes);
    Runs.agree(schedule.reorder("j.inner", "j.outer"), sizes);
    Runs.agree(schedule.cacheWrite(Memory.PRIVATE, "j.outer").vectorize("j.inner"), sizes);
  }

  @Test
  void predicatedVectorsAreAccessedInPart() {
    String[] sizes = {"m=7,n=13,k=5", "m=3,n=8,k=3", "m=1,n=1,k=1", "m=6,n=17,k=7"};
    Schedule product = Schedule.of(Programs.matmul()).split("j", 8, Tail.PREDICATE);
    for (Schedule schedule : List.of(product.vectorize("j.inner"),
        product.reorder("i", "j.outer", "r", "j.inner").vectorize("j.inner"),
        product.reorder("j.outer", "j.inner", "i").vectorize("j.inner"),
        product.split("j.inner", 4).vectorize("j.inner.inner"),
        product.split("i", 2, Tail.PREDICATE).split("r", 4, Tail.PREDICATE).unroll("r.inner")
            .vectorize("j.inner"),
        product.cacheWrite(Memory.PRIVATE, "j.outer").vectorize("j.inner"))) {
      Runs.agree(schedule, sizes);
      Runs.agreeCompiledOnce(schedule, sizes);
    }
    Schedule smooth = Schedule.of(Programs.smooth(Edge.CLAMP)).split("i", 8, Tail.PREDICATE)
        .vectorize("i.inner");
    Runs.agree(smooth, LINES);
    Runs.agreeCompiledOnce(smooth, LINES);
    Runs.agree(smooth.func("g").computeAt("h", "i.outer").split("i", 8, Tail.PREDICATE)
        .vectorize("i.inner"), LINES);
  }

  @Test
  void exactSplitTakesSizesThatDivide() {
    Schedule schedule = Schedule.of(Programs.twice()).split("i", 8, Tail.EXACT);
    Runs.agree(schedule, "n=8", "n=16", "n=64");
  }

  @Test
  void splitOfASplitKeepsEveryPoint() {
    Schedule schedule = Schedule.of(Programs.rows()).split("i", 6).split("i.inner", 4)
        .split("r", 5, "ro", "ri", Tail.GUARD).split("ri", 2);
    assertNest("""
        produce W:
          for i.outer:
            for i.inner.outer:
              for i.inner.inner:
                W.0 = 0i32
                for ro:
                  for ri.outer:
                    for ri.inner:
                      W.1[i] = sum(r: i32(P[i, r]))
        """, schedule);
    Runs.agree(schedule, PLANES);
    Runs.agreeCompiledOnce(schedule, PLANES);
  }

  @Test
  void splitByOneAndByMoreThanThereIs() {
    Runs.agree(Schedule.of(Programs.twice()).split("i", 1), LINES);
    Runs.agree(Schedule.of(Programs.twice()).split("i", 1000), LINES);
  }

  @Test
  void tileSplitsTwoLoopsAndOrdersThem() {
    Schedule schedule = Schedule.of(Programs.matmul()).tile(Programs.I, Programs.J, 4, 8);
    assertNest("""
        produce C:
          for i.outer:
            for j.outer:
              for i.inner:
                for j.inner:
                  C.0 = 0.0f
                  for r:
                    C.1[i, j] = sum(r: A[i, r] * B[r, j])
        """, schedule);
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @Test
  void fuseMakesOneLoopOfTwo() {
    Schedule schedule = Schedule.of(Programs.plane()).fuse("i", "j", "p");
    assertNest("""
        produce S:
          for p:
            S[i, j] = i32(P[i, j]) + X[j]
        """, schedule);
    Runs.agree(schedule, PLANES);
    Runs.agreeCompiledOnce(schedule, PLANES);
  }

  @Test
  void fusedLoopsSplitAgain() {
    Schedule schedule = Schedule.of(Programs.plane()).fuse("i", "j", "p").split("p", 8)
        .vectorize("p.inner");
    Runs.agree(schedule, PLANES);
    Runs.agreeCompiledOnce(schedule, PLANES);
  }

  @Test
  void reorderPutsTheNamedLoopsInTheirPlaces() {
    Schedule schedule = Schedule.of(Programs.matmul()).reorder("j", "i");
    assertNest("""
        produce C:
          for j:
            for i:
              C.0 = 0.0f
              for r:
                C.1[i, j] = sum(r: A[i, r] * B[r, j])
        """, schedule);
    Runs.agree(schedule, SIZES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"i,j,r", "i,r,j", "r,i,j", "j,r,i", "r,j,i"})
  void aReductionGoesAnywhere(String order) {
    Schedule schedule = Schedule.of(Programs.matmul()).reorder(order.split(","));
    Runs.agree(schedule, SIZES);
    Runs.agreeCompiledOnce(schedule, SIZES);
  }

  @Test
  void theInitialisationStandsOutsideTheOutermostReductionLoop() {
    assertNest("""
        produce C:
          for i:
            C.0 = 0.0f
            for r:
              for j:
                C.1[i, j] = sum(r: A[i, r] * B[r, j])
        """, Schedule.of(Programs.matmul()).reorder("i", "r", "j"));
  }
}

package dev.jacquard.schedule.error;

import static dev.jacquard.schedule.error.Mistake.assertLowering;
import static dev.jacquard.schedule.error.Mistake.assertMessage;
import static dev.jacquard.schedule.error.Mistake.chain;
import static dev.jacquard.schedule.error.Mistake.matmul;
import static dev.jacquard.schedule.error.Mistake.pure;
import static dev.jacquard.schedule.error.Mistake.shared;
import static dev.jacquard.schedule.error.Mistake.smooth;

import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.lower.Lower;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Faults that show when sizes are known, or when later directives undo earlier ones. */
class LoweringTest {

  @Test
  void anExactFactorDivides() {
    assertLowering(
        "Schedule for S, directive 1, split(i, 8, EXACT) at LoweringTest.java:LINE: the "
            + "factor 8 does not divide the extent of i, 20, and the tail EXACT allows no "
            + "remainder. Try Tail.AUTO, or a factor that divides it.", pure().split("i",
        8, Tail.EXACT), "n=20");
    assertLowering(
        "Schedule for S, directive 1, split(i, 8, EXACT) at LoweringTest.java:LINE: the "
            + "factor 8 does not divide the extent of i, n, and the tail EXACT allows no "
            + "remainder. Try Tail.AUTO, or a factor that divides it.", pure().split("i",
        8, Tail.EXACT), "");
  }

  @Test
  void shiftingInwardsNeedsPointsEnough() {
    assertLowering(
        "Schedule for S, directive 1, split(i, 8, SHIFT_INWARDS) at "
            + "LoweringTest.java:LINE: SHIFT_INWARDS needs an extent of at least the factor 8; "
            + "the extent of i is 5. Try Tail.GUARD.", pure().split("i",
        8, Tail.SHIFT_INWARDS), "n=5");
    assertLowering(
        "Schedule for S, directive 1, split(i, 8, SHIFT_INWARDS) at "
            + "LoweringTest.java:LINE: SHIFT_INWARDS needs an extent of at least the factor 8; "
            + "the extent of i is n. Try Tail.GUARD.", pure().split("i",
        8, Tail.SHIFT_INWARDS), "");
  }

  @Test
  void shiftingInwardsIsNotForSums() {
    assertLowering(
        "Schedule for C, directive 1, split(i, 8, SHIFT_INWARDS) at "
            + "LoweringTest.java:LINE: SHIFT_INWARDS computes some points of C twice, which is "
            + "wrong where they build on each other. Try Tail.GUARD, or cacheWrite(PRIVATE, ...).",
        matmul().split("i", 8, Tail.SHIFT_INWARDS), "n=20");
    assertLowering(
        "Schedule for C, directive 1, split(r, 8, SHIFT_INWARDS) at "
            + "LoweringTest.java:LINE: SHIFT_INWARDS computes some points of C twice, which is "
            + "wrong where they build on each other. Try Tail.GUARD.", matmul().split("r",
        8, Tail.SHIFT_INWARDS), "n=20");
  }

  @Test
  void blendingNeedsBlocksOneAfterTheOther() {
    assertLowering(
        "Schedule for C, directive 1, split(i, 8, SHIFT_INWARDS_AND_BLEND) at "
            + "LoweringTest.java:LINE: SHIFT_INWARDS_AND_BLEND needs an extent of at least the "
            + "factor 8; the extent of i is 5. Try Tail.GUARD.",
        matmul().split("i", 8, Tail.SHIFT_INWARDS_AND_BLEND), "n=5");
    assertLowering(
        "Schedule for C, directive 1, split(i, 8, SHIFT_INWARDS_AND_BLEND) at "
            + "LoweringTest.java:LINE: SHIFT_INWARDS_AND_BLEND needs blocks of i that run one "
            + "after the other, as the last reads what those before stored, and the loop i.outer "
            + "is parallel. Try Tail.GUARD.",
        matmul().split("i", 8, Tail.SHIFT_INWARDS_AND_BLEND).parallel("i.outer"), "n=20");
    assertLowering(
        "Schedule for C, directive 1, split(i, 5, SHIFT_INWARDS_AND_BLEND) at "
            + "LoweringTest.java:LINE: SHIFT_INWARDS_AND_BLEND needs blocks of i that run one "
            + "after the other, as the last reads what those before stored, and the loop i.outer "
            + "is vectorized. Try Tail.GUARD.",
        matmul().split("i", 5, Tail.SHIFT_INWARDS_AND_BLEND).reorder("i.inner", "j", "r", "i.outer")
            .vectorize("i.outer"), "n=19");
  }

  @Test
  void vectorsHaveAConstantWidth() {
    assertLowering(
        "Schedule for S, directive 1, vectorize(j) at LoweringTest.java:LINE: the extent "
            + "of j is n, not a constant. Loops of S: i > j. Try vectorize(\"j\", 16), which "
            + "splits with a tail, or give the size when compiling.", pure().vectorize("j"), "");
    assertLowering(
        "Schedule for S, directive 1, vectorize(j) at LoweringTest.java:LINE: the extent "
            + "of j is 20, more than 16. Try vectorize(\"j\", 16), which splits with a tail.",
        pure().vectorize("j"), "n=20");
  }

  @Test
  void unrolledLoopsAreShort() {
    assertLowering(
        "Schedule for S, directive 1, unroll(j) at LoweringTest.java:LINE: the extent of j "
            + "is n, not a constant. Loops of S: i > j. Try split(\"j\", 16), which has a tail, "
            + "and unroll(\"j.inner\"), or give the size when compiling.", pure().unroll("j"), "");
    assertLowering(
        "Schedule for S, directive 1, unroll(j) at LoweringTest.java:LINE: the extent of j "
            + "is 600, more than 512. Try split(\"j\", 16), which has a tail, and "
            + "unroll(\"j.inner\").", pure().unroll("j"), "n=600");
  }

  @Test
  void itemsHaveAConstantNumber() {
    assertLowering(
        "Schedule for S, directive 1, items(j) at LoweringTest.java:LINE: the extent of j "
            + "is n, not a constant. Loops of S: i > j. Try split(\"j\", 16), which has a tail, "
            + "and items(\"j.inner\"), or give the size when compiling.", pure().items("j"), "");
  }

  @Test
  void parallelLoopsAreOutermost() {
    assertLowering(
        "Schedule for C, directive 2, parallel(j) at LoweringTest.java:LINE: j is inside a "
            + "reduction, unrolled, vectorized or item loop. Loops of C: i > r > j. Reorder it "
            + "outwards.", matmul().reorder("i", "r", "j").parallel("j"), "n=20");
    assertLowering(
        "Schedule for S, directive 2, parallel(j) at LoweringTest.java:LINE: j is inside a "
            + "reduction, unrolled, vectorized or item loop. Loops of S: i > j. Reorder it "
            + "outwards.", pure().unroll("i").parallel("j"), "n=20");
    assertLowering(
        "Schedule for S, directive 4, parallel(j.inner) at LoweringTest.java:LINE: the "
            + "serial loop j.outer stands between j.inner and another loop over work-groups. "
            + "Loops of S: i.outer > i.inner > j.outer > j.inner. Reorder it outwards or inwards.",
        pure().split("i", 4).split("j", 4).parallel("i.outer", "j.inner"),
        "n=20");
  }

  @Test
  void whatIsComputedInsideALoopRunsOnItsItem() {
    assertLowering(
        "Schedule for g, directive 2, parallel(j) at LoweringTest.java:LINE: g is computed "
            + "inside a loop of another Func, which runs on one work-item; it cannot be spread "
            + "over more. Use items(...) or leave it serial.", smooth().func("g").computeAt("h",
        "i").parallel("j"), "n=20");
    assertLowering(
        "Schedule for g, directive 2, items(j) at LoweringTest.java:LINE: g is held in "
            + "PRIVATE memory, of which each work-item has its own: items cannot share the work. "
            + "Call storeIn(LOCAL), or leave j serial.", smooth().func("g").computeAt("h",
        "i").items("j"), "n=20");
  }

  @Test
  void aPlaceIsInsideTheLoopsOverGroups() {
    assertLowering(
        "Schedule for g, directive 2, computeAt(h, i) at LoweringTest.java:LINE: the loop "
            + "i of h is outside its loops over work-groups, and what one work-group computes "
            + "the next cannot see. Compute g at a loop further in, or at root.",
        smooth().parallel("j").func("g").computeAt("h", "i"), "n=20");
  }

  @Test
  void aHeldPartHasAFixedSize() {
    assertLowering(
        "Schedule for C, directive 1, cacheWrite(PRIVATE, i) at LoweringTest.java:LINE: "
            + "the extent of j, inside i, is n, not a constant, so the part to hold has no fixed "
            + "size. Loops of C: i > j > r. Name a loop further in, or give the size when "
            + "compiling.", matmul().cacheWrite(Memory.PRIVATE, "i"), "");
    assertLowering(
        "Schedule for C, directive 3, cacheWrite(PRIVATE, i) at LoweringTest.java:LINE: j, "
            + "inside i, runs on different work-items, which do not share what is held. Loops of "
            + "C: i > j > r. Name the innermost such loop.", matmul().parallel("i",
        "j").cacheWrite(Memory.PRIVATE, "i"), "n=20");
  }

  @Test
  void aRegionHasAFixedSize() {
    assertLowering(
        "Schedule for g, directive 1, computeAt(h, i) at LoweringTest.java:LINE: the part "
            + "of g that one iteration of i needs has no fixed size along j. Compute it at a "
            + "loop further in, or at root.", smooth().func("g").computeAt("h", "i"), "");
    assertLowering(
        "Schedule for g, directive 1, computeAt(h, i) at LoweringTest.java:LINE: one "
            + "iteration of i needs 4000000 elements of g, more than the 1048576 that can be "
            + "held. Compute it at a loop further in, or at root.",
        smooth().func("g").computeAt("h", "i"), "n=2000000");
  }

  @Test
  void aPlaceLasts() {
    assertLowering(
        "Schedule for w, directive 1, computeAt(z, i) at LoweringTest.java:LINE: there is no loop "
            + "i. Loops of z: i.outer > i.inner. i was split into i.outer and i.inner. Name one of "
            + "these.",
        shared().func("w").computeAt("z", "i").func("z").split("i", 4), "n=20");
    assertLowering(
        "Schedule for w, directive 1, computeAt(z, i) at LoweringTest.java:LINE: the loop i of z "
            + "does not enclose every use of w, which is read by q, z. Choose a legal place: "
            + "computeRoot().", shared().func("w").computeAt("z",
        "i").func("q").computeRoot(), "n=20");
  }

  @Test
  void whatIsInlinedHasNoPlaces() {
    assertLowering(
        "Schedule for w, directive 1, computeAt(q, i) at LoweringTest.java:LINE: q is "
            + "inlined into what reads it, so it has no loops. Call func(\"q\").computeRoot(), "
            + "or name a loop of what reads it.", chain().func("w").computeAt("q", "i"), "n=20");
  }

  @Test
  void thePlaceOfAHeldPartLasts() {
    assertLowering(
        "Schedule for C, directive 1, cacheWrite(PRIVATE, j) at LoweringTest.java:LINE: "
            + "the reduction loop r is not inside j. Loops of C: i > r > j. Name a loop outside "
            + "all reduction loops.", matmul().cacheWrite(Memory.PRIVATE, "j").reorder("r",
        "j"), "n=20");
    assertLowering(
        "Schedule for C, directive 1, cacheWrite(PRIVATE, j) at LoweringTest.java:LINE: there is "
            + "no loop j. Loops of C: i > j.outer > j.inner > r. j was split into j.outer and "
            + "j.inner. Name one of these.", matmul().cacheWrite(Memory.PRIVATE, "j").split("j",
        4), "n=20");
  }

  @Test
  void localMemoryIsFilledWhereAllItemsPass() {
    assertLowering(
        "Schedule for g, directive 4, computeAt(h, i) at LoweringTest.java:LINE: i of h is "
            + "inside the condition j.outer * 8 + j.inner < 20, which some items of a group may "
            + "fail; those would miss the barrier that LOCAL memory needs. Compute g at a loop "
            + "further out, or split so that the factor divides.",
        smooth().split("j", 8, Tail.GUARD).reorder("j.inner", "j.outer", "i")
        .items("j.inner").func("g").computeAt("h", "i").storeIn(Memory.LOCAL), "n=20");
  }

  @Test
  void vectorsHoldNoOtherFunc() {
    Schedule schedule = smooth().vectorize("j", 4).func("g").computeAt("h", "j.inner");
    Assertions.assertEquals("At LoweringTest.java:LINE: g is computed inside the vectorized loop "
        + "j.inner. Compute it at a loop outside that one.",
        Assertions.assertThrows(Unsupported.class, () -> Lower.lower(schedule.nest().algorithm()
            .with(Sizes.parse("n=20")), schedule)).getMessage().replaceAll(":\\d+", ":LINE"));
  }

  @Test
  void aScheduleIsForItsAlgorithm() {
    Schedule schedule = Schedule.parse(matmul().parallel("i").toJson());
    assertMessage("Schedule for C, directive 1, parallel(i): there is no Func C. Funcs: S. Name "
        + "one of these.",
        () -> Lower.lower(pure().nest().algorithm(), schedule));
  }
}

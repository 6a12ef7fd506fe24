package dev.jacquard.schedule.error;

import static dev.jacquard.dsl.DType.I32;
import static dev.jacquard.dsl.DType.I8;
import static dev.jacquard.dsl.DType.U8;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.schedule.Tail.EXACT;
import static dev.jacquard.schedule.error.Mistake.I;
import static dev.jacquard.schedule.error.Mistake.J;
import static dev.jacquard.schedule.error.Mistake.N;
import static dev.jacquard.schedule.error.Mistake.R;
import static dev.jacquard.schedule.error.Mistake.assertLowering;
import static dev.jacquard.schedule.error.Mistake.assertMessage;
import static dev.jacquard.schedule.error.Mistake.matmul;
import static dev.jacquard.schedule.error.Mistake.pure;
import static dev.jacquard.schedule.error.Mistake.smooth;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Instructions;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.Tail;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.lower.Lower;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of several directives that do not fit the first is named. */
class FirstFaultTest {

  private static String indivisible(String func, int directive, String loop) {
    return ("Schedule for %s, directive %d, split(%s, 8, EXACT) at FirstFaultTest.java:LINE: the "
        + "factor 8 does not divide the extent of %s, 20, and the tail EXACT allows no remainder. "
        + "Try Tail.AUTO, or a factor that divides it.").formatted(func, directive, loop, loop);
  }

  private static Schedule two() {
    return smooth().func("g").computeRoot();
  }

  @Test
  void ofProducersAndConsumers() {
    assertLowering(indivisible("g", 2, "i"), two().split("i", 8, EXACT).func("h")
        .split("j", 8, EXACT), "n=20");
    assertLowering(indivisible("h", 2, "j"), two().func("h").split("j", 8, EXACT).func("g")
        .split("i", 8, EXACT), "n=20");
  }

  @Test
  void ofSplitsAndMarks() {
    assertLowering("Schedule for S, directive 1, vectorize(j) at FirstFaultTest.java:LINE: the "
        + "extent of j is 20, more than 16. Try vectorize(\"j\", 16), which splits with a tail.",
        pure().vectorize("j").split("i", 8, EXACT), "n=20");
    assertLowering(indivisible("S", 1, "i"), pure().split("i", 8, EXACT).vectorize("j"), "n=20");
  }

  @Test
  void ofMarksInAnyOrderOfLoops() {
    assertLowering("Schedule for S, directive 1, unroll(j) at FirstFaultTest.java:LINE: the extent "
        + "of j is 1000, more than 512. Try split(\"j\", 16), which has a tail, and "
        + "unroll(\"j.inner\").", pure().unroll("j", "i"), "n=1000");
  }

  private static final String NO_LOOP = "unroll(q): there is no loop q. Loops of %s: %s. Name one "
      + "of these.";

  /** As a file made for another algorithm has it. */
  private static Schedule read(Schedule schedule, Directive... more) {
    List<Directive> all = new ArrayList<>(schedule.directives());
    all.addAll(List.of(more));
    return Schedule.of(all);
  }

  private static void assertRefused(String expected, Schedule of, Directive... more) {
    assertMessage(expected.replace(" at FirstFaultTest.java:LINE", ""), () -> Lower.lower(
        of.nest().algorithm().with(Sizes.parse("n=20")), read(of, more)));
  }

  private static Directive mark(String func, String loop, LoopKind kind) {
    return new Directive.Mark(func, loop, kind);
  }

  @Test
  void ofWhatFitsOtherSizesAndWhatFitsNone() {
    assertRefused(indivisible("S", 1, "i") + " This is without a later one that fits no sizes: "
        + "Schedule for S, directive 2, " + NO_LOOP.formatted("S", "i.outer > i.inner > j"),
        pure().split("i", 8, EXACT), mark("S", "q", LoopKind.UNROLLED),
        mark("S", "p", LoopKind.UNROLLED));
    assertRefused("Schedule for S, directive 1, " + NO_LOOP.formatted("S", "i > j"), pure(),
        mark("S", "q", LoopKind.UNROLLED), mark("S", "p", LoopKind.UNROLLED),
        mark("S", "j", LoopKind.VECTORIZED));
  }

  @Test
  void ofWhatALaterOneBrokeAndWhatFitsNone() {
    assertRefused("Schedule for g, directive 1, computeAt(h, i): there is no loop i. Loops of h: "
        + "i.outer > i.inner > j. i was split into i.outer and i.inner. Name one of these. This "
        + "is without a later one that fits no sizes: Schedule for h, directive 3, "
        + NO_LOOP.formatted("h", "i.outer > i.inner > j"), smooth().func("g").computeAt("h", "i")
        .func("h").split("i", 4), mark("h", "q", LoopKind.UNROLLED));
  }

  /** The tail is right thanks to cacheWrite, though a directive between is wrong. */
  @Test
  void whatALaterOneMakesRightFits() {
    assertRefused("Schedule for C, directive 2, " + NO_LOOP.formatted("C",
        "i > j.outer > j.inner > r"), matmul().split("j", 16, Tail.SHIFT_INWARDS),
        mark("C", "q", LoopKind.UNROLLED), new Directive.CacheWrite("C", Memory.PRIVATE,
            "j.outer"));
  }

  private static Schedule bytes() {
    Func wide = func("Q", I, J).is(sum(R, input("U", U8, N, N).at(I, R).cast(I32).times(
        input("W", I8, N, N).at(R, J).cast(I32))));
    return Schedule.of(func("Z", I, J).is(wide.at(I, J).plus(1))).func("Q").computeRoot()
        .split("j", 16).split("r", 4).reorder("i", "j.outer", "r.outer", "j.inner", "r.inner");
  }

  private static String wide(int directive) {
    return "Schedule for Q, directive %d, prefetch(W, i, i, 1) at FirstFaultTest.java:LINE: an "
        .formatted(directive) + "iteration of Q.i reads from 0 to 16383 of W, more than 64 lines "
        + "of the caches. Name a loop further in.";
  }

  private static String apart(int directive) {
    return "Schedule for Q, directive %d, tensorize(j.inner, vpdpbusd) at FirstFaultTest.java:"
        .formatted(directive) + "LINE: vpdpbusd takes words of 4 elements of W that lie next to "
        + "each other; they lie at Q.j.inner + Q.j.outer * 16 + Q.r.inner * 128 + Q.r.outer * 512. "
        + "Give it a layout whose last two axes are the lanes and the 4 elements, such as \"... "
        + "1%16 0%4\".";
  }

  @Test
  void ofWhatShowsInDifferentPasses() {
    Schedule held = bytes().cacheWrite(Memory.PRIVATE, "j.outer");
    assertLowering(wide(6), held.prefetch("W", "i", "i", 1).tensorize("j.inner",
        Instructions.VPDPBUSD), "n=128");
    assertLowering(apart(6), held.tensorize("j.inner", Instructions.VPDPBUSD).prefetch("W", "i",
        "i", 1), "n=128");
    Schedule both = held.tensorize("j.inner", Instructions.VPDPBUSD);
    assertLowering(apart(6), both.func("Z").split("i", 3, EXACT), "n=128");
    assertLowering("Schedule for Z, directive 1, split(i, 3, EXACT) at FirstFaultTest.java:LINE: "
        + "the factor 3 does not divide the extent of i, 128, and the tail EXACT allows no "
        + "remainder. Try Tail.AUTO, or a factor that divides it.", Schedule.of(
            both.nest().algorithm()).split("i", 3, EXACT).then(both), "n=128");
  }

  /** What a faulty loop needs of a Func cannot be known. */
  @Test
  void whatIsComputedInsideAFaultyNestIsNotJudged() {
    assertLowering(indivisible("h", 2, "i"), smooth().then(
        new Directive.ComputeAt("g", "h", "j")).func("h")
            .split("i", 8, EXACT).func("g").unroll("i").split("j", 8, EXACT), "n=20");
  }
}

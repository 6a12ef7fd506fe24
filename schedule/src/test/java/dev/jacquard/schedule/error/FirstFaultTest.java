package dev.jacquard.schedule.error;

import static dev.jacquard.schedule.Tail.EXACT;
import static dev.jacquard.schedule.error.Mistake.assertLowering;
import static dev.jacquard.schedule.error.Mistake.pure;
import static dev.jacquard.schedule.error.Mistake.smooth;

import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Schedule;
import org.junit.jupiter.api.Test;

/** Of several directives that do not fit the sizes the first is named. */
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

  /** What a faulty loop needs of a Func cannot be known. */
  @Test
  void whatIsComputedInsideAFaultyNestIsNotJudged() {
    assertLowering(indivisible("h", 2, "i"), smooth().then(
        new Directive.ComputeAt("g", "h", "j")).func("h")
            .split("i", 8, EXACT).func("g").unroll("i").split("j", 8, EXACT), "n=20");
  }
}

package dev.jacquard.schedule.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.schedule.TextForm;
import org.junit.jupiter.api.Test;

/** Wrong lines of schedules in files, each with its whole message. */
class ScheduleTextTest {

  private static final String INPUT = "jacquard 1\ndim n = 8\ninput A: f32[n, n]\n";

  /** @param expected the message after the name of the file, the line, and the mark under it */
  private static void assertRefused(String expected, String line, String mark, String text) {
    UserError error = assertThrows(UserError.class,
        () -> TextForm.parse(TextFile.of("x.jacquard", text)));
    assertEquals("x.jacquard:%s%n%s%n%s".formatted(expected, line, mark), error.getMessage());
  }

  @Test
  void aLineIsADirective() {
    assertRefused("7:3: expected a directive such as C.split(i, 4).",
        "    unroll(i)",
        "    ^", INPUT + "output C(i) = A[i, i]\nschedule\n  C.parallel(i)\n  unroll(i)\n");
  }

  @Test
  void aDirectiveIsKnown() {
    assertRefused("6:3: The schedule's directive 1 does \"paralel\", which is no directive. Choose "
        + "one of: split, fuse, reorder, computeAt, computeWith, computeRoot, inline, storeAt, "
        + "foldStorage, doubleBuffer, storeIn, storeHint, cacheWrite, cacheRead, layout, "
        + "prefetch, rfactor, atomic, partition, specialize, bound, tensorize, trace, groups, "
        + "items, parallel, serial, unroll, vectorize.",
        "    C.paralel(i)",
        "    ^", INPUT + "output C(i) = A[i, i]\nschedule\n  C.paralel(i)\n");
  }

  @Test
  void aDirectiveHasItsArguments() {
    assertRefused("6:3: split takes (loop, factor, outer, inner, tail); the number of its "
        + "arguments here is 1. Write as many as it takes.",
        "    C.split(i)", "    ^", INPUT + "output C(i) = A[i, i]\nschedule\n  C.split(i)\n");
  }

  @Test
  void aFactorIsANumber() {
    assertRefused("6:3: The factor \"x\" is no 64-bit integer. Write one.",
        "    C.split(i, x)",
        "    ^", INPUT + "output C(i) = A[i, i]\nschedule\n  C.split(i, x)\n");
  }

  @Test
  void aMemoryIsKnown() {
    assertRefused("6:3: The schedule's directive 1 has a field \"memory\" of \"shared\". Choose "
        + "one of: "
        + "global, local, private.",
        "    C.storeIn(shared)",
        "    ^", INPUT + "output C(i) = A[i, i]\nschedule\n  C.storeIn(shared)\n");
  }

  @Test
  void quotesAreClosed() {
    assertRefused("6:3: The arguments (\"i) cannot be read. Write them like split(i, 4).",
        "    C.parallel(\"i)",
        "    ^", INPUT + "output C(i) = A[i, i]\nschedule\n  C.parallel(\"i)\n");
  }

  @Test
  void thereIsOneSchedule() {
    assertRefused("6:1: there are two sections schedule. Remove one.",
        "  schedule", "  ^", INPUT + "output C(i) = A[i, i]\nschedule\nschedule\n");
  }
}

package dev.jacquard.schedule.error;

import static dev.jacquard.schedule.error.Mistake.assertMessage;

import dev.jacquard.schedule.Schedule;
import org.junit.jupiter.api.Test;

/** Schedules in files that someone has edited. */
class JsonTest {

  private static final String PLACE = "At JsonTest.java:LINE: ";

  private static void assertRefused(String expected, String directive) {
    assertMessage(PLACE + expected, () -> Schedule.parse("{\"directives\": [" + directive + "]}"));
  }

  @Test
  void itIsJson() {
    assertMessage(PLACE
            + "The schedule is not JSON: Unrecognized token 'parallel': was expecting (JSON "
            + "String, Number, Array, Object or token 'null', 'true' or 'false') (line 1, column "
            + "1). Mend the text there.", () -> Schedule.parse("parallel(i)"));
    assertMessage(PLACE
            + "The schedule has no list \"directives\". Write it like {\"directives\": [{\"do\": "
            + "\"parallel\", \"func\": \"C\", \"loop\": \"i\"}]}.", () -> Schedule.parse(""));
  }

  @Test
  void itHasDirectives() {
    assertMessage(PLACE
            + "The schedule has no list \"directives\". Write it like {\"directives\": [{\"do\": "
            + "\"parallel\", \"func\": \"C\", \"loop\": \"i\"}]}.", () -> Schedule.parse("{}"));
    assertMessage(PLACE
            + "The schedule has no list \"directives\". Write it like {\"directives\": [{\"do\": "
            + "\"parallel\", \"func\": \"C\", \"loop\": \"i\"}]}.", () -> Schedule.parse("[1, 2]"));
  }

  @Test
  void aDirectiveIsKnown() {
    assertRefused(
        "The schedule's directive 1 does \"unrol\", which is no directive. Choose one of: split, "
            + "fuse, reorder, computeAt, computeWith, computeRoot, inline, storeAt, foldStorage, "
            + "doubleBuffer, storeIn, storeHint, cacheWrite, cacheRead, layout, prefetch, rfactor, "
            + "atomic, partition, specialize, bound, tensorize, trace, groups, items, parallel, "
            + "serial, unroll, vectorize.",
        "{\"do\": \"unrol\", \"func\": \"C\", \"loop\": \"i\"}");
    assertRefused(
        "The schedule's directive 1 does \"unrol\", which is no directive. Choose one of: split, "
            + "fuse, reorder, computeAt, computeWith, computeRoot, inline, storeAt, foldStorage, "
            + "doubleBuffer, storeIn, storeHint, cacheWrite, cacheRead, layout, prefetch, rfactor, "
            + "atomic, partition, specialize, bound, tensorize, trace, groups, items, parallel, "
            + "serial, unroll, vectorize.",
        "{\"do\": \"unrol\", \"func\": \"C\"}");
  }

  @Test
  void aDirectiveIsAnObject() {
    assertRefused("The schedule's directive 1 lacks the field \"do\". Add it.", "3");
  }

  @Test
  void noFieldIsMissing() {
    assertRefused("The schedule's directive 1 lacks the field \"loop\". Add it.",
        "{\"do\": \"unroll\", \"func\": \"C\"}");
  }

  @Test
  void aFieldHasItsType() {
    assertRefused("The schedule's directive 1 has a field \"loop\" that is not a text: 3. Write a "
        + "text.",
        "{\"do\": \"unroll\", \"func\": \"C\", \"loop\": 3}");
    assertRefused(
        "The schedule's directive 1 has a field \"factor\" that is not a 64-bit integer: 1.5. "
            + "Write one.", "{\"do\": \"split\", \"func\": \"C\", \"loop\": \"i\", \"factor\": 1.5,"
        + " \"outer\": \"a\", \"inner\": \"b\", \"tail\": \"auto\"}");
    assertRefused(
        "The schedule's directive 1 has a field \"factor\" that is not a 64-bit integer: "
            + "99999999999999999999. Write one.",
        "{\"do\": \"split\", \"func\": \"C\", \"loop\": \"i\", \"factor\":"
        + " 99999999999999999999, \"outer\": \"a\", \"inner\": \"b\", \"tail\": \"auto\"}");
    assertRefused(
        "The schedule's directive 1 has a field \"loops\" that is not a list of texts: [1,2]. "
            + "Write one.", "{\"do\": \"reorder\", \"func\": \"C\", \"loops\": [1, 2]}");
    assertRefused(
        "The schedule's directive 1 has a field \"loops\" that is not a list of texts: \"i\". "
            + "Write one.", "{\"do\": \"reorder\", \"func\": \"C\", \"loops\": \"i\"}");
  }

  @Test
  void aWordIsKnown() {
    assertRefused(
        "The schedule's directive 1 has a field \"memory\" of \"shared\". Choose one of: "
            + "global, local, private.",
        "{\"do\": \"storeIn\", \"func\": \"C\", \"memory\": \"shared\"}");
    assertRefused(
        "The schedule's directive 1 has a field \"tail\" of \"pad\". Choose one of: auto, "
            + "guard, predicate, shift_inwards, shift_inwards_and_blend, round_up, exact.",
        "{\"do\": \"split\", \"func\": \"C\", \"loop\": \"i\", \"factor\": 4,"
        + " \"outer\": \"a\", \"inner\": \"b\", \"tail\": \"pad\"}");
  }

  @Test
  void aLayoutIsReadable() {
    assertRefused(
        "The schedule's directive 1 has a wrong field \"layout\". Layout \"0 0\": dimension 0 "
            + "appears as 0 0. List the storage axes, outermost first: each dimension once as d, "
            + "or split as d/b and d%b. Example: \"1/32 0 1%32\".",
        "{\"do\": \"layout\", \"func\": \"C\", \"layout\": \"0 0\"}");
  }

  @Test
  void aMultipleIsPositive() {
    assertRefused("The schedule's directive 1 has a field \"multiple\" that is not positive: 0. "
        + "Write 1 or more.", "{\"do\": \"specialize\", \"func\": \"C\", \"size\": \"n\", "
        + "\"least\": 1, \"most\": 8, \"multiple\": 0}");
  }
}

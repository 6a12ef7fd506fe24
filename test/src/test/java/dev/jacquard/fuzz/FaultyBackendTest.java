package dev.jacquard.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A planted fault is found, made small and shown with a command that shows it again. */
class FaultyBackendTest {

  private static final int COUNT = 8;
  private static final Pattern REPLAY = Pattern.compile(
      "Run it again: mvn -q -pl test -am test -Dtest=FuzzTest -Djacquard\\.fuzz\\.seed=(\\d+)\n");

  private static List<Long> replays(String text) {
    return REPLAY.matcher(text).results().map(m -> Long.parseLong(m.group(1))).toList();
  }

  @Test
  void aWrongValueIsFoundAndMadeSmall() throws Exception {
    Child child = Child.run("wrong", 1, COUNT);
    assertEquals(Campaign.FAILED, child.status(), child.text());
    List<Long> found = replays(child.text());
    assertTrue(!found.isEmpty(), child.text());
    for (long seed : found) {
      assertEquals(Trial.Kind.FAILED,
          new Seed(seed).run(Machine.named("wrong"), new Sample[1]).kind(), child.text());
    }
    MatchResult small = Pattern.compile("Smallest program that fails alike:\n(.*?)\nat n=",
        Pattern.DOTALL).matcher(child.text()).results().findFirst().orElseThrow();
    assertTrue(small.group(1).lines().count() <= 8, small.group(1));
  }

  @Test
  void aCrashEndsTheChildAloneAndIsShown() throws Exception {
    String text = Child.failure("crash", 1, COUNT, "FuzzTest");
    List<Long> found = replays(text);
    assertTrue(!found.isEmpty(), text);
    assertNotEquals("", Child.failure("crash", found.getFirst(), 1, "FuzzTest"));
    assertTrue(text.contains("seed " + found.getFirst() + " ends the process with status "), text);
    assertTrue(text.matches("(?s).*\nThe process died, with status \\d+, in seeds 1 to " + COUNT
        + "\\.\n"), text);
  }

  @Test
  void aRightBackendHasNoFailure() throws Exception {
    assertEquals("", Child.failure("interpreter", 1, COUNT, "FuzzTest"));
  }
}

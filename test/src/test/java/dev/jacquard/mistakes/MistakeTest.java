package dev.jacquard.mistakes;

import static dev.jacquard.dsl.Dsl.func;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.UserError;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MistakeTest {

  private static final int FEWEST = 60;

  /** Every message says what to do: one of its sentences begins so. */
  private static final Pattern REMEDY = Pattern.compile("\\b(Add|Call|Cast|Choose|Compare|Compute"
      + "|Count|Fuse|Give|Hold|Keep|Leave|Lift|List|Make|Mark|Mend|Name|Rename|Reorder|Restrict"
      + "|Split|Stay|Sum|Take|Try|Update|Use|Write)\\b");

  static Stream<Mistake> mistakes() {
    return Stream.of(IndexMistakes.all(), ValueMistakes.all(), StageMistakes.all(),
        ScheduleMistakes.all()).flatMap(Function.identity());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void theWholeMessage(Mistake mistake) {
    String message = assertThrows(UserError.class, () -> mistake.program().call()).getMessage();
    assertEquals(mistake.message(), message.replaceAll("\\w+\\.java:\\d+", "HERE"));
    assertTrue(message.contains(" at ") || message.startsWith("At "), message);
    assertTrue(REMEDY.matcher(message).find(), () -> "what to try is missing: " + message);
  }

  @Test
  void thereAreManyEachOfItsOwnName() {
    assertTrue(mistakes().count() >= FEWEST);
    assertEquals(mistakes().count(), mistakes().map(m -> m.name() + m.message()).distinct()
        .count());
  }

  @Test
  void unambiguousRotatePasses() {
    Algorithm rotate = Algorithm.of(func("Y", Mistake.I, Mistake.J)
        .is(Mistake.X.at(Mistake.I.plus(Mistake.J))).over(Mistake.I, 4));
    assertEquals("[[0, 4), [0, n - 3)]", rotate.func("Y").ranges().toString());
  }
}

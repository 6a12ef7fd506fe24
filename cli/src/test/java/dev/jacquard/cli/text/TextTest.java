package dev.jacquard.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void tablesAlignTextLeftAndNumbersRight() {
    assertEquals("op    time\na    12 us\nbcd   3 us\n",
        new Table("op", "time", "").row("a", "12 us", "").row("bcd", "3 us", "").toString());
  }

  @Test
  void timesHaveThreeFigures() {
    assertEquals("3.97 ms", Units.time(3970));
    assertEquals("12.0 us", Units.time(12));
    assertEquals("123 ms", Units.time(123_456));
    assertEquals("2.50 s", Units.time(2.5e6));
  }

  @Test
  void sharesAndErrors() {
    assertEquals("85 %", Units.share(0.853));
    assertEquals("-", Units.share(Double.NaN));
    assertEquals("0", Units.error(0));
    assertEquals("1.2e-05", Units.error(1.21e-5));
  }

  @Test
  void wordsAreQuotedWhereAShellNeedsIt() {
    assertEquals("docs/My_Op.java", Shell.word("docs/My_Op.java"));
    assertEquals("'My Op.java'", Shell.word("My Op.java"));
    assertEquals("'it'\\''s'", Shell.word("it's"));
    assertEquals("''", Shell.word(""));
  }

  @Test
  void figuresAreSignificant() {
    assertEquals("0", Units.figures(0));
    assertEquals("467", Units.figures(467.4));
    assertEquals("50.2", Units.figures(50.21));
    assertEquals("0.500", Units.figures(0.5));
    assertEquals("0.000123", Units.figures(1.23e-4));
  }

  @Test
  void durationsAreRead() {
    assertEquals(Duration.ofSeconds(30), Units.duration("30s"));
    assertEquals(Duration.ofMillis(500), Units.duration("500ms"));
    assertEquals(Duration.ofMinutes(2), Units.duration("2m"));
    assertEquals(Duration.ofSeconds(7), Units.duration("7"));
    for (String wrong : new String[] {"", "0s", "-3s", "soon", "3 weeks", "ms"}) {
      assertEquals("cannot read the duration \"%s\". Write 30s, 500ms, 2m or 1h.".formatted(wrong),
          assertThrows(IllegalArgumentException.class, () -> Units.duration(wrong)).getMessage());
    }
  }
}

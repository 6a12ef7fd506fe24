package dev.jacquard.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class IntervalTest {

  @Test
  void ranksAreThoseOfTheSignTest() {
    assertEquals(new Interval(1, 5), Interval.of(new Figures(5, 3, 1, 2, 4)));
    assertEquals(new Interval(2, 8), Interval.of(new Figures(9, 8, 7, 6, 5, 4, 3, 2, 1)));
    assertEquals(new Interval(6, 15),
        Interval.of(new Figures(DoubleStream.iterate(1, i -> i + 1).limit(20).toArray())));
  }

  @Test
  void anOutlierOnEachSideDoesNotWiden() {
    Interval interval = Interval.of(new Figures(0.01, 1, 1, 1, 1.01, 1, 1, 1, 90));
    assertTrue(interval.isNarrow(), interval.toString());
    assertTrue(interval.reaches(1.01), interval.toString());
    assertFalse(interval.reaches(1.02), interval.toString());
  }
}

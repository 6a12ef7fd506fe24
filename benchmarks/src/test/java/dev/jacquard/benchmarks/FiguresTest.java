package dev.jacquard.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void theMedianOfAnEvenCountLiesBetweenTheMiddleTwo() {
    assertEquals(2.5, new Figures(4, 1, 3, 2).median());
    assertEquals(3, new Figures(9, 1, 3).median());
    assertEquals(1, new Figures(9, 1, 3).min());
  }

  @Test
  void ratiosAreFormedRoundByRound() {
    assertArrayEquals(new double[] {2, 0.5},
        new Figures(8, 2).over(new Figures(4, 4)).rounds());
  }

  @Test
  void contestantsTakeTurns() {
    List<String> turns = new ArrayList<>();
    Map<String, Contestant> contestants = new LinkedHashMap<>();
    contestants.put("ours", fake("ours", 10, turns));
    contestants.put("peer", fake("peer", 30, turns));
    Map<String, Figures> figures = new Rounds(3, 1).run(contestants);
    assertEquals(List.of("ours", "peer", "ours", "peer", "ours", "peer"), turns);
    assertArrayEquals(new double[] {10, 10, 10}, figures.get("ours").rounds());
    assertArrayEquals(new double[] {30, 30, 30}, figures.get("peer").rounds());
  }

  private static Contestant fake(String name, double micros, List<String> turns) {
    return new Contestant() {
      @Override
      public double[] run(int runs) {
        double[] times = new double[runs];
        java.util.Arrays.fill(times, micros);
        return times;
      }

      @Override
      public double turn(int runs) {
        turns.add(name);
        return Contestant.super.turn(runs);
      }
    };
  }
}

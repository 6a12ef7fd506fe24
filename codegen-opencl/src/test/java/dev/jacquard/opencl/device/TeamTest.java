package dev.jacquard.opencl.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class TeamTest {

  @Test
  void eachPieceIsDoneOnce() {
    for (int members = 1; members <= 4; members++) {
      Team team = new Team(members);
      for (int count = 0; count < 50; count++) {
        AtomicIntegerArray done = new AtomicIntegerArray(count);
        team.share(count, (_, piece) -> done.incrementAndGet(piece));
        int[] times = new int[count];
        Arrays.setAll(times, done::get);
        int[] once = new int[count];
        Arrays.fill(once, 1);
        assertArrayEquals(once, times, members + " members, " + count + " pieces");
      }
    }
  }

  @Test
  void whatOneWorkWroteTheNextReads() {
    Team team = new Team(3);
    long[] values = new long[64];
    for (int round = 0; round < 20_000; round++) {
      long expected = round;
      team.share(values.length, (_, piece) -> {
        long before = values[(piece + 17) % values.length];
        if (before != expected && before != expected + 1) {
          throw new IllegalStateException(piece + ": " + before + " in round " + expected);
        }
      });
      team.share(values.length, (_, piece) -> values[piece]++);
    }
    assertArrayEquals(new long[] {20_000}, Arrays.stream(values).distinct().toArray());
  }

  @Test
  void membersWorkAtTheSameTime() throws Exception {
    Team team = new Team(3);
    CyclicBarrier all = new CyclicBarrier(3);
    List<Integer> members = java.util.Collections.synchronizedList(new ArrayList<>());
    team.share(3, (member, _) -> {
      members.add(member);
      try {
        all.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    assertEquals(List.of(0, 1, 2), members.stream().sorted().toList());
  }

  @Test
  void whatAPieceThrowsIsThrown() {
    Team team = new Team(2);
    for (int bad = 0; bad < 8; bad++) {
      int wrong = bad;
      assertEquals("piece " + bad, assertThrows(IllegalStateException.class,
          () -> team.share(8, (_, piece) -> {
            if (piece == wrong) {
              throw new IllegalStateException("piece " + piece);
            }
          })).getMessage());
      team.share(8, (_, _) -> { });
    }
  }
}

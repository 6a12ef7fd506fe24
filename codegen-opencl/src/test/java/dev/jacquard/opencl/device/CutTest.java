package dev.jacquard.opencl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CutTest {

  @Test
  void everyGroupIsInOnePart() {
    for (long[] groups : List.of(new long[] {1}, new long[] {7}, new long[] {1000},
        new long[] {5, 3}, new long[] {1, 9}, new long[] {64, 2}, new long[] {3, 100})) {
      for (int count = 1; count < 40; count++) {
        Cut cut = Cut.of(groups, count);
        Set<List<Long>> seen = new HashSet<>();
        for (int part = 0; part < cut.offsets().length; part++) {
          long[] offset = cut.offsets()[part];
          long[] extent = cut.extents()[part];
          for (long y = 0; y < extent[1]; y++) {
            for (long x = 0; x < extent[0]; x++) {
              assertTrue(seen.add(List.of(offset[0] + x, offset[1] + y)));
            }
          }
        }
        assertEquals(Arrays.stream(groups).reduce(1, (a, b) -> a * b), seen.size());
        assertTrue(cut.even() <= 4 * count && cut.rest() < cut.even() + 1, cut.toString());
        List<String> sizes = Arrays.stream(cut.extents()).map(Arrays::toString).toList();
        assertEquals(1, Set.copyOf(sizes.subList(0, cut.even())).size());
        assertTrue(Set.copyOf(sizes.subList(cut.even(), sizes.size())).size() < 2);
      }
    }
  }

  @Test
  void longLaunchesHaveMoreParts() {
    assertEquals(1, Cut.perMember(150_000, 1));
    assertEquals(2, Cut.perMember(350_000, 1));
    assertEquals(8, Cut.perMember(3_000_000_000L, 2));
  }

  @Test
  void shortOnesAreForOneMember() {
    assertEquals(0, Cut.perMember(2_900, 1));
    assertEquals(1, Cut.perMember(3_100, 1));
    assertEquals(0, Cut.perMember(5_900, 0));
    assertEquals(1, Cut.perMember(6_100, 0));
  }
}

package dev.jacquard.dsl.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
  private static final String FORM = " List the storage axes, outermost first: each dimension once "
    + "as d, or split as d/b and d%b. Example: \"1/32 0 1%32\".";

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1 0", "1/32 0 1%32", "0 1/16 2 3 1%16", "0/4 1/8 0%4 1%8"})
  void textRoundTrips(String text) {
    assertEquals(text, Layout.parse(text).toString());
  }

  @Test
  void blockedIsPanelsOfOneDimension() {
    assertEquals("1/32 0 1%32", Layout.blocked(2, 1, 32).toString());
  }

  @Test
  void withBlockSplitsInPlace() {
    assertEquals("0 1/16 2 3 1%16", Layout.canonical(4).withBlock(1, 16).toString());
  }

  @Test
  void onlyRowMajorIsCanonical() {
    assertTrue(Layout.order(0, 1, 2).isCanonical());
    assertFalse(Layout.order(1, 0).isCanonical());
    assertFalse(Layout.blocked(1, 0, 4).isCanonical());
  }

  @Test
  void storageIsPaddedToWholeBlocks() {
    Layout layout = Layout.blocked(2, 1, 32);
    assertArrayEquals(new long[] {2, 3, 32}, layout.storageExtents(new long[] {3, 33}));
    assertEquals(192, layout.storageSize(new long[] {3, 33}));
  }

  @Test
  void offsetOfABlockedElement() {
    long[] shape = {3, 40};
    assertEquals(1 * 96 + 2 * 32 + 3,
      Layout.blocked(2, 1, 32).offset(new long[] {2, 35}, shape));
  }

  @Test
  void missingDimension() {
    assertMessage("Layout \"0 2\": dimension 1 is missing." + FORM, "0 2");
  }

  @Test
  void repeatedDimension() {
    assertMessage("Layout \"0 1 1\": dimension 1 appears as 1 1." + FORM, "0 1 1");
  }

  @Test
  void halvesWithDifferentBlocks() {
    assertMessage("Layout \"1/32 0 1%16\": dimension 1 appears as 1/32 1%16." + FORM,
      "1/32 0 1%16");
  }

  @Test
  void unreadableAxis() {
    assertMessage("Layout \"0 1*2\": cannot read the axis '1*2'." + FORM, "0 1*2");
  }

  @Test
  void blockOfZero() {
    assertMessage("Layout \"0/0 0%0\": the block of dimension 0 is 0. Give a block of at least 1.",
      "0/0 0%0");
  }

  @Test
  void wrongRank() {
    UserError error = assertThrows(UserError.class,
      () -> Layout.order(1, 0).storageSize(new long[] {1, 2, 3}));
    assertEquals("Layout \"1 0\" is for 2 dimensions, but shape (1, 2, 3) has 3. Use a layout of "
        + "as many.",
      error.reason());
  }

  private static void assertMessage(String message, String text) {
    UserError error = assertThrows(UserError.class, () -> Layout.parse(text));
    assertEquals(message, error.reason());
  }
}

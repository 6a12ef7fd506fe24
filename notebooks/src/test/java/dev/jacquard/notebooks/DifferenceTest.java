package dev.jacquard.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferenceTest {

  @TempDir
  private Path folder;

  /// How outputs of a cell with these tags differ from the stored ones; empty if they do not.
  private String difference(List<Output> stored, List<Output> now, String... tags)
      throws Exception {
    Notebook notebook = Notebooks.write(folder, Notebooks.cell("", tags)).with(List.of(stored));
    List<Difference> differences = Difference.of(notebook, List.of(now));
    return differences.isEmpty() ? "" : differences.getFirst().text();
  }

  private static List<Output> text(String text) {
    return List.of(Output.printed(text));
  }

  private static List<Output> picture(String type, String content) {
    return List.of(Output.result(Map.of("text/plain", "p", type, content)));
  }

  private static String png(int width, int height) {
    return Base64.getEncoder().encodeToString(ByteBuffer.allocate(24)
        .putLong(0x89504E470D0A1A0AL).putLong(0).putInt(width).putInt(height).array());
  }

  @Test
  void textIsComparedLineByLine() throws Exception {
    assertEquals("", difference(text("a\nb\n"), text("a\nb\n")));
    assertEquals("- b\n- c\n+ B\n", difference(text("a\nb\nc\nd\n"), text("a\nB\nd\n")));
    assertEquals("- [stream stdout, text/plain]\n- a\n", difference(text("a\n"), List.of()));
    assertEquals("- [stream stdout, text/plain]\n+ [execute_result, text/plain]\n",
        difference(text("a"), List.of(Output.result(Map.of("text/plain", "a")))));
  }

  @Test
  void aLongDifferenceIsCutShort() throws Exception {
    assertEquals("- x\n" + "+ y\n".repeat(12) + "+ (8 more lines)\n",
        difference(text("x\n"), text("y\n".repeat(20))));
  }

  @Test
  void timesAndRatesMayChangeAndNothingElse() throws Exception {
    assertEquals("", difference(text("naive     515 ms  3.59 GFLOP/s\n"),
        text("naive  1,020.5 ms     0.9 GFLOP/s\n")));
    for (String measured : List.of("3 ns", "3us", "3.25 µs", "1e-3 s", "4 min", "2 MB/s", "2 GiB/s",
        "9 TOP/s", "7 /s")) {
      assertNotEquals(measured, Difference.mask(measured));
    }
    for (String exact : List.of("3", "3 m", "3 sizes", "12 %", "x3 ms2", "5 GB", "2 ms/run")) {
      assertEquals(exact, Difference.mask(exact));
    }
    assertEquals("- 3 ms\n+ 3 us\n", difference(text("3 ms"), text("3 us")));
  }

  @Test
  void ofATimingOnlyTheShapeIsCompared() throws Exception {
    assertEquals("", difference(text("a"), text("b\nc"), Cell.TIMING));
    assertEquals("- [execute_result, image/svg+xml, 2 x 3]\n"
            + "+ [execute_result, image/svg+xml, 2 x 4]\n",
        difference(picture("image/svg+xml", "<svg a=\"b\" width=\"2\" height=\"3\">x</svg>"),
            picture("image/svg+xml", "<svg a=\"b\" width=\"2\" height=\"4\">y</svg>"),
            Cell.TIMING));
    assertEquals("+ [stream stdout, text/plain]\n", difference(List.of(), text("b"), Cell.TIMING));
  }

  @Test
  void ofPicturesOnlySvgIsComparedBeyondTheSize() throws Exception {
    assertEquals("- <svg>x</svg>\n+ <svg>y</svg>\n", difference(
        picture("image/svg+xml", "<svg>x</svg>"), picture("image/svg+xml", "<svg>y</svg>")));
    assertEquals("", difference(picture("image/png", png(2, 3)),
        picture("image/png", png(2, 3) + "AAAA")));
    assertEquals("- [execute_result, image/png, 2 x 3]\n+ [execute_result, image/png, 2 x 4]\n",
        difference(picture("image/png", png(2, 3)), picture("image/png", png(2, 4))));
    assertEquals("- [execute_result, image/png, 2 x 3]\n+ [execute_result, image/png, damaged]\n",
        difference(picture("image/png", png(2, 3)), picture("image/png", "?")));
  }
}

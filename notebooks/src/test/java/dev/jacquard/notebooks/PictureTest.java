package dev.jacquard.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jacquard.dsl.UserError;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PictureTest {

  private static Document svg(Shown shown) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(
        new InputSource(new StringReader(shown.forms().get("image/svg+xml"))));
  }

  private static List<String> texts(Document svg) {
    var nodes = svg.getElementsByTagName("text");
    return java.util.stream.IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent()).toList();
  }

  private static String fault(Runnable mistake) {
    return assertThrows(UserError.class, mistake::run).getMessage();
  }

  @Test
  void aChartDrawsItsSeriesOnItsAxes() throws Exception {
    Chart chart = Chart.of("a < b", "n", "ms").line("line", List.of(0, 10), List.of(2, 4))
        .steps("steps", List.of(0, 5, 10), List.of(4, Double.POSITIVE_INFINITY, 1))
        .point("point", 5, 3);
    Document svg = svg(chart);
    assertEquals(List.of("a < b", "0", "2", "4", "6", "8", "10", "0", "1", "2", "3", "4", "n", "ms",
        "line", "point", "steps"), texts(svg));
    assertEquals("64.0,186.1 477.0,60.1", svg.getElementsByTagName("polyline").item(0)
        .getAttributes().getNamedItem("points").getTextContent());
    assertEquals("""
        a < b
          line: (0, 2) .. (10, 4)
          steps: (0, 4) .. (10, 1)
          point: (5, 3)
          (n, ms)""", chart.toString());
  }

  @Test
  void aLogarithmicChartCountsInDecades() throws Exception {
    Chart chart = Chart.of("t", "x", "y").logarithmic().line("a", List.of(0.5, 2000),
        List.of(1, 4));
    assertEquals(List.of("t", "1", "10", "100", "1000", "1", "2", "5", "x", "y", "a"),
        texts(svg(chart)));
    assertEquals("Chart \"t\": a logarithmic axis holds positive values only. Leave the others "
        + "out.",
        fault(() -> chart.point("b", 0, 1).forms()));
  }

  @Test
  void aChartRefusesWhatItCannotDraw() {
    Chart chart = Chart.of("t", "x", "y");
    assertEquals("Chart \"t\", a: there are 2 values of x, but 1 of y. Give as many of both.",
        fault(() -> chart.line("a", List.of(1, 2), List.of(1))));
    assertEquals("Chart \"t\", a: no point of it is finite. Leave it out.",
        fault(() -> chart.point("a", 1, Double.NaN)));
  }

  @Test
  void barsAreAsLongAsTheirValues() throws Exception {
    Bars bars = Bars.of("t", "GB/s").bar("small", 1).bar("big", 4).limit("peak", 8);
    Document svg = svg(bars);
    assertEquals(List.of("t", "small", "1 GB/s", "big", "4 GB/s", "peak 8 GB/s"), texts(svg));
    assertEquals("55.0", svg.getElementsByTagName("rect").item(1).getAttributes()
        .getNamedItem("width").getTextContent());
    assertEquals("t\nsmall ##### 1 GB/s\nbig   #################### 4 GB/s\npeak  "
        + " ".repeat(39) + "| 8 GB/s", bars.toString());
  }

  @Test
  void aTableHasRowsOfOneLength() {
    Table table = Table.of("name", "n").row("a", "1").row("bcdef", "200");
    assertEquals("name     n\na        1\nbcdef  200", table.toString());
    assertEquals("The row [a] has 1 cells; the table has the 2 columns [name, n]. Give one cell a "
        + "column.",
        fault(() -> table.row("a")));
  }
}

package dev.jacquard.notebooks;

import java.util.List;
import java.util.Locale;

/**
 * Writes an SVG picture on white. Colours and sizes are plain attributes and nothing hangs on style
 * sheets, which viewers of notebooks strip; no text is ever measured, so no fonts are needed.
 */
final class Svg {

  static final String INK = "#333333";
  static final String GREY = "#888888";
  static final String PALE = "#e4e4e4";
  /** Okabe and Ito's colours, which the colour-blind can tell apart. */
  static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");

  private final StringBuilder text = new StringBuilder();

  Svg(int width, int height) {
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
        .formatted(width, height)).append("viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">\n"
        .formatted(width, height));
    rectangle(0, 0, width, height, "#ffffff");
  }

  static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  Svg rectangle(double x, double y, double width, double height, String fill) {
    return add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y,
        width, height, fill);
  }

  Svg line(double x1, double y1, double x2, double y2, String colour) {
    return add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x1, y1, x2,
        y2, colour);
  }

  Svg dashed(double x1, double y1, double x2, double y2, String colour) {
    return add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" "
        + "stroke-dasharray=\"5 4\"/>", x1, y1, x2, y2, colour);
  }

  Svg dot(double x, double y, String colour) {
    return add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x, y, colour);
  }

  /** A line through points of an x and a y each. */
  Svg path(List<double[]> points, String colour) {
    StringBuilder list = new StringBuilder();
    points.forEach(p -> list.append(String.format(Locale.ROOT, " %.1f,%.1f", p[0], p[1])));
    return add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
        list.toString().strip(), colour);
  }

  /** @param anchor which end lies at x: {@code start}, {@code middle} or {@code end} */
  Svg text(double x, double y, String anchor, int size, String colour, String content) {
    return add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s"
        + "</text>", x, y, anchor, size, colour, escape(content));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private Svg add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  /** The picture; nothing may be added to it. */
  @Override
  public String toString() {
    return text + "</svg>\n";
  }
}

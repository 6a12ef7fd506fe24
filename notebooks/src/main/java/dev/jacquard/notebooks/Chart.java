package dev.jacquard.notebooks;

import dev.jacquard.dsl.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Lines and points over two axes, as a picture of 640 x 360. Immutable: each method returns a new
 * chart. Values that are not finite are left out.
 *
 * <pre>{@code
 * Chart.of("Best time so far", "candidates", "ms").steps("tuned", candidates, times)
 * }</pre>
 */
public final class Chart implements Shown {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 64;
  private static final int RIGHT = 130;
  private static final int TOP = 40;
  private static final int BOTTOM = 48;
  private static final int LABEL_DISTANCE = 15;

  private enum Kind { LINE, STEPS, POINTS }

  private record Series(String name, Kind kind, List<Double> xs, List<Double> ys) {}

  /** The name of a series, beside its last point. */
  private record Label(double x, double y, String text, String colour) {}

  private final String title;
  private final String x;
  private final String y;
  private final boolean logarithmic;
  private final List<Series> series;

  private Chart(String title, String x, String y, boolean logarithmic, List<Series> series) {
    this.title = title;
    this.x = x;
    this.y = y;
    this.logarithmic = logarithmic;
    this.series = List.copyOf(series);
  }

  /** An empty chart; {@code x} and {@code y} say what the axes count, with the unit. */
  public static Chart of(String title, String x, String y) {
    return new Chart(title, x, y, false, List.of());
  }

  /** This chart with both axes logarithmic; its values must be positive. */
  public Chart logarithmic() {
    return new Chart(title, x, y, true, series);
  }

  /** This chart and straight lines from point to point. */
  public Chart line(String name, List<? extends Number> xs, List<? extends Number> ys) {
    return with(name, Kind.LINE, xs, ys);
  }

  /** This chart and a line that keeps each value until the next point. */
  public Chart steps(String name, List<? extends Number> xs, List<? extends Number> ys) {
    return with(name, Kind.STEPS, xs, ys);
  }

  /** This chart and a point. */
  public Chart point(String name, double px, double py) {
    return with(name, Kind.POINTS, List.of(px), List.of(py));
  }

  private Chart with(String name, Kind kind, List<? extends Number> xs,
      List<? extends Number> ys) {
    if (xs.size() != ys.size()) {
      throw new UserError(("Chart \"%s\", %s: there are %d values of x, but %d of y. Give as many "
          + "of both.").formatted(title, name, xs.size(), ys.size()));
    }
    List<Double> keptX = new ArrayList<>();
    List<Double> keptY = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      double px = xs.get(i).doubleValue();
      double py = ys.get(i).doubleValue();
      if (Double.isFinite(px) && Double.isFinite(py)) {
        keptX.add(px);
        keptY.add(py);
      }
    }
    if (keptX.isEmpty()) {
      throw new UserError("Chart \"%s\", %s: no point of it is finite. Leave it out.".formatted(
              title, name));
    }
    List<Series> all = new ArrayList<>(series);
    all.add(new Series(name, kind, keptX, keptY));
    return new Chart(title, x, y, logarithmic, all);
  }

  private Axis axis(Function<Series, List<Double>> side) {
    List<Double> values = series.stream().flatMap(each -> side.apply(each).stream()).toList();
    if (logarithmic && values.stream().anyMatch(value -> value <= 0)) {
      throw new UserError(("Chart \"%s\": a logarithmic axis holds positive values only. Leave the "
          + "others out.").formatted(title));
    }
    return Axis.of(values, logarithmic);
  }

  @Override
  public Map<String, String> forms() {
    Axis across = axis(Series::xs);
    Axis up = axis(Series::ys);
    Svg svg = new Svg(WIDTH, HEIGHT).text(LEFT, 24, "start", 15, Svg.INK, title);
    across.ticks().forEach(tick -> svg.line(left(across, tick), TOP, left(across, tick),
        HEIGHT - BOTTOM, Svg.PALE).text(left(across, tick), HEIGHT - BOTTOM + 17, "middle", 12,
            Svg.GREY, Axis.figures(tick)));
    up.ticks().forEach(tick -> svg.line(LEFT, top(up, tick), WIDTH - RIGHT, top(up, tick),
        Svg.PALE).text(LEFT - 8, top(up, tick) + 4, "end", 12, Svg.GREY, Axis.figures(tick)));
    svg.line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, Svg.GREY)
        .text(WIDTH - RIGHT, HEIGHT - 10, "end", 12, Svg.INK, x)
        .text(LEFT - 8, 24, "end", 12, Svg.INK, y);
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      labels.add(draw(series.get(i), Svg.colour(i), across, up, svg));
    }
    apart(labels).forEach(label ->
        svg.text(label.x + 8, label.y + 4, "start", 12, label.colour, label.text));
    return Map.of(Picture.SVG, svg.toString());
  }

  private static double left(Axis axis, double value) {
    return LEFT + axis.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private static double top(Axis axis, double value) {
    return HEIGHT - BOTTOM - axis.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private static Label draw(Series series, String colour, Axis across, Axis up, Svg svg) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < series.xs.size(); i++) {
      double px = left(across, series.xs.get(i));
      if (series.kind == Kind.STEPS && i > 0) {
        points.add(new double[] {px, points.getLast()[1]});
      }
      points.add(new double[] {px, top(up, series.ys.get(i))});
    }
    if (series.kind == Kind.POINTS || points.size() == 1) {
      points.forEach(point -> svg.dot(point[0], point[1], colour));
    } else {
      svg.path(points, colour);
    }
    return new Label(points.getLast()[0], points.getLast()[1], series.name, colour);
  }

  /** The labels, from the top down, moved so that none lies on another. */
  private static List<Label> apart(List<Label> labels) {
    List<Label> sorted = new ArrayList<>(labels);
    sorted.sort(Comparator.comparingDouble(Label::y));
    for (int i = 1; i < sorted.size(); i++) {
      Label label = sorted.get(i);
      double least = sorted.get(i - 1).y + LABEL_DISTANCE;
      if (label.y < least) {
        sorted.set(i, new Label(label.x, least, label.text, label.colour));
      }
    }
    return sorted;
  }

  /** The title, and a line for each series: how many points it has, and its first and last. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(title);
    for (Series each : series) {
      int last = each.xs.size() - 1;
      text.append("%n  %s:".formatted(each.name));
      IntStream.of(0, last).distinct().forEach(i -> text.append(i == 0 ? " " : " .. ")
          .append("(%s, %s)".formatted(Axis.figures(each.xs.get(i)),
              Axis.figures(each.ys.get(i)))));
    }
    return text.append("%n  (%s, %s)".formatted(x, y)).toString();
  }
}

package dev.jacquard.notebooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Horizontal bars from 0 on, under each other, as a picture 640 wide. Immutable: each method
 * returns new bars.
 */
public final class Bars implements Shown {

  private static final int WIDTH = 640;
  private static final int LEFT = 110;
  private static final int RIGHT = 90;
  private static final int TOP = 58;
  private static final int STEP = 34;
  private static final int THICKNESS = 22;
  private static final int TEXT_COLUMNS = 40;

  /** @param mark whether it is a line across all bars instead of a bar */
  private record Bar(String name, double value, boolean mark) {}

  private final String title;
  private final String unit;
  private final List<Bar> bars;

  private Bars(String title, String unit, List<Bar> bars) {
    this.title = title;
    this.unit = unit;
    this.bars = List.copyOf(bars);
  }

  /** No bars yet; {@code unit} is what they count. */
  public static Bars of(String title, String unit) {
    return new Bars(title, unit, List.of());
  }

  /** These bars and one more, of a value of at least 0. */
  public Bars bar(String name, double value) {
    return with(new Bar(name, value, false));
  }

  /** These bars and a line across them: a limit. */
  public Bars limit(String name, double value) {
    return with(new Bar(name, value, true));
  }

  private Bars with(Bar bar) {
    List<Bar> all = new ArrayList<>(bars);
    all.add(bar);
    return new Bars(title, unit, all);
  }

  private double most() {
    return Math.max(Double.MIN_NORMAL, bars.stream().mapToDouble(Bar::value).max().orElse(1));
  }

  @Override
  public Map<String, String> forms() {
    List<Bar> drawn = bars.stream().filter(bar -> !bar.mark).toList();
    int bottom = TOP + STEP * drawn.size();
    Svg svg = new Svg(WIDTH, bottom + 12).text(LEFT, 24, "start", 15, Svg.INK, title);
    for (int i = 0; i < drawn.size(); i++) {
      Bar bar = drawn.get(i);
      double y = TOP + STEP * i;
      svg.text(LEFT - 8, y + 16, "end", 13, Svg.INK, bar.name)
          .rectangle(LEFT, y, length(bar), THICKNESS, Svg.colour(i))
          .text(LEFT + length(bar) + 6, y + 16, "start", 12, Svg.INK, value(bar));
    }
    bars.stream().filter(Bar::mark).forEach(bar -> svg
        .dashed(LEFT + length(bar), TOP - 8, LEFT + length(bar), bottom, Svg.GREY)
        .text(LEFT + length(bar), TOP - 12, "middle", 12, Svg.GREY,
            bar.name + " " + value(bar)));
    return Map.of(Picture.SVG, svg.line(LEFT, TOP - 8, LEFT, bottom, Svg.GREY).toString());
  }

  private double length(Bar bar) {
    return bar.value / most() * (WIDTH - LEFT - RIGHT);
  }

  private String value(Bar bar) {
    return Axis.figures(bar.value) + " " + unit;
  }

  /** The title, and each bar as a line of text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(title);
    int width = bars.stream().mapToInt(bar -> bar.name.length()).max().orElse(1);
    for (Bar bar : bars) {
      int columns = (int) Math.round(bar.value / most() * TEXT_COLUMNS);
      text.append(("%n%-" + width + "s ").formatted(bar.name)).append(bar.mark
          ? " ".repeat(Math.max(0, columns - 1)) + "|" : "#".repeat(columns))
          .append(' ').append(value(bar));
    }
    return text.toString();
  }
}

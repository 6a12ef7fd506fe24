package dev.jacquard.notebooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The range of values along one side of a chart.
 *
 * @param low at the beginning
 * @param high at the end, above {@code low}
 * @param logarithmic whether equal distances are equal ratios; then {@code low} is positive
 */
record Axis(double low, double high, boolean logarithmic) {

  private static final int TICKS = 5;

  /** An axis that holds the values, with some room at its ends; from 0 on if it is linear. */
  static Axis of(List<Double> values, boolean logarithmic) {
    double least = values.stream().mapToDouble(v -> v).min().orElse(1);
    double most = values.stream().mapToDouble(v -> v).max().orElse(1);
    if (logarithmic) {
      return new Axis(least / 1.5, most * 1.5, true);
    }
    return new Axis(Math.min(0, least), most > 0 ? most * 1.08 : Math.min(0, least) + 1, false);
  }

  /** Where a value lies, 0 at the low end and 1 at the high one. */
  double place(double value) {
    return logarithmic ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Round values to write beside the axis. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double decade = Math.pow(10, Math.floor(Math.log10(low))); decade <= high;
          decade *= 10) {
        for (double step : high / low < 30 ? new double[] {1, 2, 5} : new double[] {1}) {
          add(decade * step, ticks);
        }
      }
      return ticks;
    }
    double step = step();
    for (double n = Math.ceil(low / step); n * step <= high; n++) {
      add(n * step, ticks);
    }
    return ticks;
  }

  private void add(double value, List<Double> ticks) {
    if (value >= low && value <= high) {
      ticks.add(value);
    }
  }

  /** 1, 2 or 5 times a power of ten, so that there are about {@link #TICKS} of them. */
  private double step() {
    double raw = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / power;
    return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
  }

  /** Three significant figures without an exponent and without zeros at the end. */
  static String figures(double value) {
    double size = Math.abs(value);
    int decimals = size == 0 || size >= 100 ? 0
        : Math.clamp(2 - (long) Math.floor(Math.log10(size)), 0, 9);
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}

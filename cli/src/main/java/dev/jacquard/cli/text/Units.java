package dev.jacquard.cli.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Quantities as people read them. */
public final class Units {

  private Units() {}

  /** A duration in microseconds with three figures: {@code 3.97 ms}, {@code 12.0 us}. */
  public static String time(double micros) {
    if (micros < 1e3) {
      return figures(micros) + " us";
    }
    return micros < 1e6 ? figures(micros / 1e3) + " ms" : figures(micros / 1e6) + " s";
  }

  /** Three significant figures, without an exponent: {@code 467}, {@code 50.2}, {@code 3.97}. */
  public static String figures(double value) {
    double size = Math.abs(value);
    int decimals = size == 0 || size >= 100 ? 0
        : Math.clamp(2 - (long) Math.floor(Math.log10(size)), 0, 9);
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** An error, in the exponent form, or 0. */
  public static String error(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
  }

  /** A share as {@code 85 %}. */
  public static String share(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.0f %%", share * 100) : "-";
  }

  /** A number rounded to {@code decimals} places, for JSON. */
  public static double round(double value, int decimals) {
    double scale = Math.pow(10, decimals);
    double rounded = Math.rint(value * scale) / scale;
    return Double.isFinite(rounded) ? rounded : value;
  }

  /**
   * Reads {@code 30s}, {@code 500ms}, {@code 2m}, {@code 1h} or {@code 30} (seconds).
   *
   * @throws IllegalArgumentException for other text, and unless it is more than nothing
   */
  public static Duration duration(String text) {
    try {
      Duration duration = text.endsWith("ms")
          ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
          : Duration.parse("PT" + (text.matches(".*[0-9]") ? text + "s" : text));
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeParseException | NumberFormatException _) {
      // The message below says what is readable.
    }
    throw new IllegalArgumentException(
        "cannot read the duration \"%s\". Write 30s, 500ms, 2m or 1h.".formatted(text));
  }
}

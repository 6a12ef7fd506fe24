package dev.jacquard.tune.database;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.text.TextFile;
import dev.jacquard.schedule.backend.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was measured, and where: the section {@code record} of a text. It is data about a schedule
 * that comes with it; no code can stand here.
 *
 * @param op the name that was typed for the op
 * @param algorithmHash of the algorithm's text when it was measured, as {@link Workload#hash}
 * @param instructionSet as {@link Device#instructionSet}
 * @param bestNanos the fastest sample there
 * @param medianNanos the median of the samples there
 */
public record RecordFacts(String op, String algorithmHash, String backend, String device,
    String driver, String instructionSet, int computeUnits, long bestNanos, long medianNanos) {

  private static final Pattern LINE = Pattern.compile("\\s*([a-z ]+):(.*)");
  private static final List<String> KEYS = List.of("op", "algorithm", "backend", "device",
      "driver", "instruction set", "compute units", "best ns", "median ns");

  /** Of a record that was measured on a device. */
  public static RecordFacts of(String op, String algorithmHash, Device device, long bestNanos,
      long medianNanos) {
    return new RecordFacts(op, algorithmHash, device.backend(), line(device.name()),
        line(device.driver()), device.instructionSet(), device.target().computeUnits(), bestNanos,
        medianNanos);
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** The key of the device, as {@link Device#key}. */
  public String deviceKey() {
    return String.join("|", backend, device, driver, instructionSet, String.valueOf(computeUnits));
  }

  /**
   * Reads the lines that {@link #toString} writes, in any order.
   *
   * @throws UserError with the place, for any other line and for a missing one
   */
  public static RecordFacts read(TextFile lines) {
    Map<String, Integer> places = places(lines);
    for (String key : KEYS) {
      if (!places.containsKey(key)) {
        throw lines.error(lines.lines().size(), 0,
            "the record has no line \"%s: ...\". Add it.".formatted(key));
      }
    }
    return new RecordFacts(text(lines, places, "op"), text(lines, places, "algorithm"),
        text(lines, places, "backend"), text(lines, places, "device"),
        text(lines, places, "driver"), text(lines, places, "instruction set"),
        (int) number(lines, places, "compute units", Integer.MAX_VALUE),
        number(lines, places, "best ns", Long.MAX_VALUE),
        number(lines, places, "median ns", Long.MAX_VALUE));
  }

  private static Map<String, Integer> places(TextFile lines) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int at = 0; at < lines.lines().size(); at++) {
      String line = lines.lines().get(at).strip();
      if (!line.isEmpty() && !line.startsWith("//")) {
        String key = key(lines, at);
        if (places.put(key, at) != null) {
          throw error(lines, at, "the record has two lines \"%s: ...\". Remove one.".formatted(
                  key));
        }
      }
    }
    return places;
  }

  private static String key(TextFile lines, int at) {
    Matcher matcher = LINE.matcher(lines.lines().get(at));
    if (!matcher.matches() || !KEYS.contains(matcher.group(1))) {
      throw error(lines, at, "write a line \"name: value\" with one of these names: %s.".formatted(
          String.join(", ", KEYS)));
    }
    return matcher.group(1);
  }

  private static String text(TextFile lines, Map<String, Integer> places, String key) {
    String line = lines.lines().get(places.get(key));
    return line.substring(line.indexOf(':') + 1).strip();
  }

  private static long number(TextFile lines, Map<String, Integer> places, String key, long most) {
    String text = text(lines, places, key);
    try {
      long number = Long.parseLong(text);
      if (number > 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The message below says what is readable.
    }
    throw error(lines, places.get(key),
        "\"%s\" is no integer from 1 to %d. Write one.".formatted(text, most));
  }

  private static UserError error(TextFile lines, int at, String what) {
    String line = lines.lines().get(at);
    return lines.error(at, line.length() - line.stripLeading().length(), what);
  }

  /** One line a fact, indented. */
  @Override
  public String toString() {
    List<Object> values = List.of(op, algorithmHash, backend, device, driver, instructionSet,
        computeUnits, bestNanos, medianNanos);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < KEYS.size(); i++) {
      text.append("  ").append(KEYS.get(i)).append(": ").append(values.get(i)).append('\n');
    }
    return text.toString();
  }
}

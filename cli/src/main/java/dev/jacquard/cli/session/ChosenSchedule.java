package dev.jacquard.cli.session;

import dev.jacquard.schedule.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A schedule, and where it is from.
 *
 * @param kind {@code naive}, {@code untuned}, {@code gpu}, {@code tuned}, {@code file} or
 *     {@code own} (of a user's Java file)
 * @param origin one line about where it is from
 */
public record ChosenSchedule(String kind, String origin, Schedule schedule) {

  /** One line for people. */
  public String describe() {
    return "schedule %s: %s".formatted(kind, origin);
  }

  /** The fields of JSON results. */
  public Map<String, String> fields() {
    return fields(kind, origin);
  }

  /** The fields of JSON results for any kind. */
  public static Map<String, String> fields(String kind, String origin) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("kind", kind);
    fields.put("origin", origin);
    return fields;
  }
}

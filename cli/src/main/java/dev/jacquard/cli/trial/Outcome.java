package dev.jacquard.cli.trial;

import dev.jacquard.cli.text.Units;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How one operator under one schedule did.
 *
 * @param message why it is not right, else empty
 * @param error the largest distance from the oracle's values
 * @param micros one run after a warm one; 0 where none was made
 */
public record Outcome(Case asked, Status status, String message, double error, double micros) {

  /** What was tried. */
  public record Case(String op, String sizes, String schedule) {}

  /** What came of it. */
  public enum Status {
    /** The oracle agrees. */
    RIGHT,
    /** The oracle does not agree. */
    WRONG,
    /** There is no result, though there should be one. */
    FAILED,
    /** The backend cannot express it, and says so. */
    UNSUPPORTED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Outcome without(Case asked, Status status, String message) {
    return new Outcome(asked, status, message, 0, 0);
  }

  /** Whether the device computed something else than it should, or nothing. */
  public boolean isFault() {
    return status == Status.WRONG || status == Status.FAILED;
  }

  /** The fields for JSON. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("op", asked.op);
    fields.put("sizes", asked.sizes);
    fields.put("schedule", asked.schedule);
    fields.put("status", status.toString());
    fields.put("max_abs_error", error);
    fields.put("time_us", micros == 0 ? null : Units.round(micros, 3));
    fields.put("message", message);
    return fields;
  }
}

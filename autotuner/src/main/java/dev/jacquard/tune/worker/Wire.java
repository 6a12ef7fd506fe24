package dev.jacquard.tune.worker;

import dev.jacquard.dsl.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines between a worker and its parent: one record each, as JSON. What drivers and kernels
 * print comes by the same channel, so no line is believed.
 */
final class Wire {
  /** Characters of a line; longer ones are not read to their end. */
  static final int LONGEST = 1 << 16;
  private static final int DEEPEST = 8;
  private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
      .build()).build();

  private Wire() {}

  static String write(Object line) {
    return JSON.writeValueAsString(line);
  }

  /**
   * The record that a line holds.
   *
   * @param what names it in messages
   * @throws UserError for any other line
   */
  static <T> T read(String line, Class<T> type, String what) {
    try {
      T value = line.length() > LONGEST ? null : JSON.readValue(line, type);
      if (value != null) {
        return value;
      }
    } catch (JacksonException e) {
      throw fault(line, what, e);
    }
    throw fault(line, what, null);
  }

  private static UserError fault(String line, String what, Throwable cause) {
    String shown = line.length() <= 60 ? line : line.substring(0, 60) + " ...";
    return new UserError("This line of a worker is no %s; use workers of this version: %s"
        .formatted(what, shown), cause);
  }
}

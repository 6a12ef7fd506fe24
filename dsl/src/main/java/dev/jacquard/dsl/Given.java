package dev.jacquard.dsl;

import java.util.List;

/** What users pass is there: no null goes deeper than the call that it was given to. */
final class Given {

  private Given() {}

  /** @param what names the value in the message and begins the sentence */
  static <T> T given(T value, String what) {
    if (value == null) {
      throw UserError.here(what + " is null: it is used before it has a value.");
    }
    return value;
  }

  @SafeVarargs
  static <T> List<T> all(String what, T... values) {
    for (int k = 0; k < given(values, what + " list").length; k++) {
      given(values[k], what + " " + k);
    }
    return List.of(values);
  }
}

package dev.jacquard.dsl;

import java.util.List;

/** What users pass is there: no null goes deeper than the call that it was given to. */
final class Given {

  private Given() {}

  /** @param what names the value in the message and begins the sentence */
  static <T> T given(T value, String what) {
    if (value == null) {
      throw UserError.here(what + " is null. Give it a value before it is used here.");
    }
    return value;
  }

  @SafeVarargs
  static <T> List<T> all(String what, T... values) {
    for (int k = 0; k < given(values, what + ": the list").length; k++) {
      given(values[k], numbered(what, k));
    }
    return List.of(values);
  }

  /** {@code Index 1 of A} for {@code Index of A}. */
  private static String numbered(String what, int number) {
    int of = what.indexOf(" of ");
    int at = of < 0 ? what.length() : of;
    return what.substring(0, at) + " " + number + what.substring(at);
  }
}

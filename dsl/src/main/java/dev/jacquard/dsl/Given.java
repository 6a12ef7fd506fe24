package dev.jacquard.dsl;

import java.util.List;

/** What users pass is there: no null goes deeper than the call that it was given to. */
public final class Given {

  private Given() {}

  /**
   * The value, which a user passed.
   *
   * @param what names it in the message and begins the sentence
   * @throws UserError if it is null
   */
  public static <T> T given(T value, String what) {
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

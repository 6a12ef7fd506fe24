package dev.jacquard.dsl.data;

import dev.jacquard.dsl.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Parses the Python dictionary of a {@code .npy} header: keys are texts; values are texts, True,
 * False, or tuples of non-negative integers (as {@code long[]}). Nothing else is accepted.
 */
final class NpyLiteral {
  /** More digits than this do not fit a long. */
  private static final int MOST_DIGITS = 18;

  private final String text;
  private final Function<String, UserError> error;
  private int at;

  NpyLiteral(String text, Function<String, UserError> error) {
    this.text = text;
    this.error = error;
  }

  Map<String, Object> dictionary() {
    Map<String, Object> fields = new LinkedHashMap<>();
    expect('{');
    while (!accept('}')) {
      String key = quoted();
      expect(':');
      if (fields.put(key, value()) != null) {
        throw error.apply("the header has the field '" + key + "' twice.");
      }
      separator('}');
    }
    if (at < text.length()) {
      throw unexpected("the end");
    }
    return fields;
  }

  private Object value() {
    return switch (peek()) {
      case '\'', '"' -> quoted();
      case '(' -> tuple();
      case 'T' -> word("True", true);
      case 'F' -> word("False", false);
      default -> throw unexpected("a text, True, False or a tuple of integers");
    };
  }

  private long[] tuple() {
    List<Long> values = new ArrayList<>();
    boolean comma = true;
    expect('(');
    while (!accept(')')) {
      values.add(integer());
      comma = separator(')');
    }
    if (values.size() == 1 && !comma) {
      throw unexpected("a comma after the only element of a tuple");
    }
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  /** A comma, or nothing before the closing bracket; says whether there was a comma. */
  private boolean separator(char closing) {
    boolean comma = accept(',');
    if (!comma && peek() != closing) {
      throw unexpected("',' or '" + closing + "'");
    }
    return comma;
  }

  private long integer() {
    peek();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start || at - start > MOST_DIGITS) {
      at = start;
      throw unexpected("an integer from 0 to 10^" + MOST_DIGITS);
    }
    return Long.parseLong(text.substring(start, at));
  }

  private String quoted() {
    char quote = peek();
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw unexpected("a text in quotes");
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private boolean word(String word, boolean value) {
    if (!text.startsWith(word, at)) {
      throw unexpected(word);
    }
    at += word.length();
    return value;
  }

  private void expect(char wanted) {
    if (!accept(wanted)) {
      throw unexpected("'" + wanted + "'");
    }
  }

  private boolean accept(char wanted) {
    boolean found = peek() == wanted;
    at += found ? 1 : 0;
    return found;
  }

  /** The next character that is no blank; 0 at the end. */
  private char peek() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private UserError unexpected(String wanted) {
    return error.apply("the header cannot be read: " + wanted + " expected at character " + at
      + ", found " + found() + ". The file is damaged; save it again.");
  }

  private String found() {
    if (at >= text.length()) {
      return "the end";
    }
    char c = text.charAt(at);
    return c > ' ' && c < 0x7F ? "'" + c + "'" : "code " + (int) c;
  }
}

package dev.jacquard.cli.text;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** JSON text of maps, collections, strings, numbers, booleans and null, on one line. */
public final class Json {

  private final StringBuilder text = new StringBuilder();

  private Json() {}

  /**
   * The value as JSON. Other objects than those named above are written as their
   * {@code toString()}; a float that is no number or infinite, which JSON lacks, as null.
   */
  public static String of(Object value) {
    Json json = new Json();
    json.write(value);
    return json.text.toString();
  }

  private void write(Object value) {
    switch (value) {
      case null -> text.append("null");
      case Map<?, ?> map -> object(map);
      case Collection<?> items -> array(items);
      case Boolean truth -> text.append(truth);
      case Double number -> number(number);
      case Number number -> text.append(number);
      default -> string(value.toString());
    }
  }

  private void object(Map<?, ?> map) {
    text.append('{');
    String comma = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(comma);
      string(entry.getKey().toString());
      text.append(':');
      write(entry.getValue());
      comma = ",";
    }
    text.append('}');
  }

  private void array(Collection<?> items) {
    text.append('[');
    for (Iterator<?> i = items.iterator(); i.hasNext();) {
      write(i.next());
      text.append(i.hasNext() ? "," : "");
    }
    text.append(']');
  }

  private void number(double number) {
    if (!Double.isFinite(number)) {
      text.append("null");
    } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      text.append((long) number);
    } else {
      text.append(number);
    }
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      character(value.charAt(i));
    }
    text.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\t' -> text.append("\\t");
      case '\r' -> text.append("\\r");
      default -> {
        if (c < 0x20 || Character.isSurrogate(c)) {
          text.append("\\u%04x".formatted((int) c));
        } else {
          text.append(c);
        }
      }
    }
  }
}

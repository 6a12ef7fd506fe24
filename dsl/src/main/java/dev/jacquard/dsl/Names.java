package dev.jacquard.dsl;

import java.util.regex.Pattern;

/** Which names users may give: they must survive in every target language. */
final class Names {

  private static final Pattern LEGAL =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*+(\\.[A-Za-z0-9_]++)*+");

  /** Those that mean something else in an expression's text. */
  private static final Pattern RESERVED =
      Pattern.compile("true|false|.*\\.(inf|nan|edge|clamp|wrap|mirror|mirror_interior|v[0-9]+)");

  private Names() {}

  /** A name as the text form writes it in expressions. */
  static String text(String name) {
    return RESERVED.matcher(name).matches() ? "`" + name + "`" : name;
  }

  static void check(String name, String what) {
    if (name == null || !LEGAL.matcher(name).matches()) {
      throw UserError.here(("The name of %s must be letters, digits and '_' and begin with a "
          + "letter; it is \"%s\". Choose another.").formatted(what, name));
    }
  }
}

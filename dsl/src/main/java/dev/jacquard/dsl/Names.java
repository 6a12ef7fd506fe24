package dev.jacquard.dsl;

import java.util.regex.Pattern;

/** Which names users may give: they must survive in every target language. */
final class Names {

  private static final Pattern LEGAL =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*+(\\.[A-Za-z0-9_]++)*+");

  /** Compilers of kernels name files after them. */
  private static final int MOST = 100;

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

  static void checkFunc(String name) {
    check(name, "a Func");
    if (name.length() > MOST) {
      throw UserError.here(("The name of a Func has %d characters, more than %d: \"%s...\". Choose "
          + "a shorter one.").formatted(name.length(), MOST, name.substring(0, 20)));
    }
  }
}

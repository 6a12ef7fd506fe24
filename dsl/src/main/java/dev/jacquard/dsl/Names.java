package dev.jacquard.dsl;

import java.util.regex.Pattern;

/** Which names users may give: they must survive in every target language. */
final class Names {

  private static final Pattern LEGAL =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*([._][A-Za-z0-9_]+)*");

  private Names() {}

  static void check(String name, String what) {
    if (name == null || !LEGAL.matcher(name).matches()) {
      throw new UserError(("The name of %s must be letters, digits and '_' and begin with a letter;"
          + " it is \"%s\".").formatted(what, name));
    }
  }
}

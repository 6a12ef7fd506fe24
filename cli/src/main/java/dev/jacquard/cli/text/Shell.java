package dev.jacquard.cli.text;

/** Commands as a POSIX shell reads them. */
public final class Shell {

  private Shell() {}

  /** {@code text} as one word: in quotes if it holds what a shell would read otherwise. */
  public static String word(String text) {
    return text.matches("[A-Za-z0-9_./:=,+@%-]+") ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }
}

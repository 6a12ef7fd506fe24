package dev.jacquard.dsl.text;

/**
 * A word of the text.
 *
 * @param text what stands there; of a quoted name, the name
 * @param line counted from 0
 * @param column counted from 0
 * @param starts whether it is the first of a line that is not indented, hence of a statement
 */
record Token(Kind kind, String text, int line, int column, boolean starts) {

  /** The sorts of words. */
  enum Kind { NAME, QUOTED, NUMBER, STRING, SYMBOL, END }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return kind == Kind.NAME && text.equals(word);
  }

  boolean isName() {
    return kind == Kind.NAME || kind == Kind.QUOTED;
  }

  /** For messages. */
  String shown() {
    return kind == Kind.END ? "the end" : "\"" + text + "\"";
  }
}

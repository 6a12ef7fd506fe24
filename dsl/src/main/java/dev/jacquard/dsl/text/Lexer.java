package dev.jacquard.dsl.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts lines into tokens. */
final class Lexer {

  private static final Pattern TOKEN = Pattern.compile("""
      (?<blank>\\s+|//.*)\
      |(?<name>[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]++)*+)\
      |`(?<quoted>[^`]*)`\
      |"(?<string>(?:[^"\\\\]|\\\\.)*+)"\
      |(?<number>0[xX][0-9a-fA-F]+(?:\\.[0-9a-fA-F]*)?[pP][+-]?[0-9]+[A-Za-z0-9_]*\
      |[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?[A-Za-z0-9_]*)\
      |(?<symbol><<|>>|[<>=!+]=|[-+*/%&|^!<>=()\\[\\]{},:])""");

  private Lexer() {}

  /** The tokens of all lines, then the end. */
  static List<Token> tokens(TextFile file) {
    List<Token> tokens = new ArrayList<>();
    for (int line = 0; line < file.lines().size(); line++) {
      add(file, line, tokens);
    }
    tokens.add(new Token(Token.Kind.END, "", file.lines().size(), 0, true));
    return tokens;
  }

  private static void add(TextFile file, int line, List<Token> tokens) {
    String text = file.lines().get(line);
    Matcher matcher = TOKEN.matcher(text);
    for (int at = 0; at < text.length(); at = matcher.end()) {
      if (!matcher.region(at, text.length()).lookingAt()) {
        throw file.error(line, at, "the character \"%s\" has no meaning here. Remove it.".formatted(
            text.substring(at, at + 1)));
      }
      if (matcher.group("blank") == null) {
        tokens.add(token(matcher, line, at));
      }
    }
  }

  private static Token token(Matcher matcher, int line, int at) {
    for (Token.Kind kind : Token.Kind.values()) {
      String text = kind == Token.Kind.END ? null
          : matcher.group(kind.name().toLowerCase(java.util.Locale.ROOT));
      if (text != null) {
        return new Token(kind, text, line, at, at == 0);
      }
    }
    throw new IllegalStateException("a token of no kind");
  }
}

package dev.jacquard.dsl.text;

import dev.jacquard.dsl.UserError;
import java.util.List;
import java.util.function.Supplier;

/** The tokens still to read, with the errors about them. */
final class Tokens {

  private final TextFile file;
  private final List<Token> tokens;
  private int at;

  Tokens(TextFile file) {
    this.file = file;
    this.tokens = Lexer.tokens(file);
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = peek();
    at += token.kind() == Token.Kind.END ? 0 : 1;
    return token;
  }

  /** Whether nothing of this statement is left. */
  boolean endsStatement() {
    return peek().starts() || peek().kind() == Token.Kind.END;
  }

  /** Whether a statement {@code func X: ... name[...] = ...} lies ahead. */
  boolean isUpdated(String name) {
    for (int i = at; i + 2 < tokens.size(); i++) {
      if (tokens.get(i).starts() && tokens.get(i + 2).is(":")) {
        int target = i + 3;
        while (tokens.get(target).kind() != Token.Kind.END && !tokens.get(target + 1).is("[")) {
          target++;
        }
        if (tokens.get(target).text().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  boolean accept(String symbol) {
    boolean found = !endsStatement() && peek().is(symbol);
    at += found ? 1 : 0;
    return found;
  }

  boolean acceptWord(String word) {
    boolean found = !endsStatement() && peek().isWord(word);
    at += found ? 1 : 0;
    return found;
  }

  Token expect(String symbol) {
    Token token = peek();
    if (!accept(symbol)) {
      throw expected("\"" + symbol + "\"");
    }
    return token;
  }

  void expectWord(String word) {
    if (!acceptWord(word)) {
      throw expected("\"" + word + "\"");
    }
  }

  Token name(String what) {
    if (endsStatement() || !peek().isName()) {
      throw expected(what);
    }
    return next();
  }

  long integer(String what) {
    boolean negative = accept("-");
    Token token = peek();
    if (endsStatement() || token.kind() != Token.Kind.NUMBER) {
      throw expected(what);
    }
    try {
      return Long.parseLong((negative ? "-" : "") + next().text());
    } catch (NumberFormatException _) {
      throw error(token, "expected %s, found %s.".formatted(what, token.shown()));
    }
  }

  void expectEnd() {
    if (!endsStatement()) {
      throw expected("the end of the statement");
    }
  }

  /** Another token was expected in place of the next one. */
  UserError expected(String what) {
    Token token = peek();
    if (!token.starts() || at == 0) {
      return error(token, "expected %s, found %s.".formatted(what, token.shown()));
    }
    Token last = tokens.get(at - 1);
    return file.error(last.line(), last.column() + last.text().length(),
        "expected %s, found the end of the statement.".formatted(what));
  }

  UserError error(Token token, String what) {
    return file.error(token.line(), token.column(), what);
  }

  /** What {@code make} gives; its errors are told at {@code token}. */
  <T> T at(Token token, Supplier<T> make) {
    try {
      return make.get();
    } catch (UserError e) {
      throw error(token, e.reason());
    }
  }

  String place(Token token) {
    return file.place(token.line());
  }
}

package dev.jacquard.cli;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;

/** What is said of an error, and the exit code that it means. */
final class Failure {

  private Failure() {}

  /**
   * A user's mistake and a known limit are their message; a bug of ours is its message and the
   * stack trace that a report needs.
   */
  static int report(Throwable e, Console console) {
    RuntimeException told = switch (e) {
      case UserError error -> error;
      case Unsupported limit -> limit;
      case CompilerBug bug -> bug;
      default -> new CompilerBug(e + ".", e);
    };
    console.say(told.getMessage());
    if (told instanceof CompilerBug) {
      trace(told).forEach(console::say);
    }
    console.object(Map.of("error", told.getMessage()));
    return told instanceof UsageError ? 2 : 1;
  }

  /** The frames, and the causes with theirs, without the message, which was said. */
  private static Stream<String> trace(RuntimeException e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString().lines().dropWhile(line -> !line.startsWith("\tat "));
  }
}

package dev.jacquard.cli;

import dev.jacquard.cli.text.Json;
import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes. Results go to stdout and talk to stderr; with {@code --json} the one
 * JSON object goes to stdout and everything else to stderr.
 *
 * @param out stdout
 * @param err stderr
 * @param json whether {@code --json} was given
 * @param terminal whether stderr is a terminal, so that a line may be redrawn
 */
public record Console(PrintStream out, PrintStream err, boolean json, boolean terminal) {

  /** This console for a command with or without {@code --json}. */
  Console withJson(boolean wanted) {
    return new Console(out, err, wanted, terminal);
  }

  /** Part of the result, for people. */
  public void print(String text) {
    PrintStream stream = json ? err : out;
    stream.print(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
    stream.flush();
  }

  /** What happens, beside the result. */
  public void say(String text) {
    err.println(text);
    err.flush();
  }

  /** The result for programs, with {@code --json} only. */
  void object(Map<String, ?> result) {
    if (json) {
      out.println(Json.of(result));
      out.flush();
    }
  }
}

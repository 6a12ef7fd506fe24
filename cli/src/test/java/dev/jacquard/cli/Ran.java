package dev.jacquard.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command line did. */
record Ran(int code, String out, String err) {

  /** Runs {@code jacquard} with these words. */
  static Ran of(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(words, new Console(stream(out), stream(err), false, false));
    return new Ran(code, out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  /** Runs the words of one line, on the interpreter and without the user's database. */
  static Ran onInterpreter(String line) {
    return of((line + " --device interpreter --db target/no-such-folder/none.db").split(" "));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** The one JSON object that stdout must consist of. */
  JsonNode json() {
    if (out.lines().count() != 1) {
      throw new AssertionError("stdout is not one line: " + out + err);
    }
    return new JsonMapper().readTree(out);
  }
}

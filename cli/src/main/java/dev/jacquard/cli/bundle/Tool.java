package dev.jacquard.cli.bundle;

import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of this machine. */
final class Tool {

  private Tool() {}

  /**
   * Runs to the end.
   *
   * @throws UserError with what it said, if it cannot be started or fails
   */
  static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new UserError("%s ended with code %d; mend what it says: %s".formatted(
                command.getFirst(), code, said.strip()));
      }
    } catch (IOException e) {
      throw new UserError(("%s cannot be started, and making a bundle needs it: %s. Install "
          + "it.").formatted(command.getFirst(), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(command.getFirst() + " was interrupted. Run it again.", e);
    }
  }
}

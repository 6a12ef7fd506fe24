package dev.jacquard.cli;

import dev.jacquard.dsl.UserError;
import java.util.function.Supplier;

/** A command line that asks for what does not exist; the exit code is 2. */
public final class UsageError extends UserError {

  private static final long serialVersionUID = 1L;

  public UsageError(String message) {
    super(message);
  }

  /** The result of {@code reading}, whose user errors are mistakes in the command line. */
  public static <T> T of(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (UserError e) {
      throw new UsageError(e.getMessage());
    }
  }
}

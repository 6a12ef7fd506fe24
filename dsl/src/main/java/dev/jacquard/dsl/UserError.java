package dev.jacquard.dsl;

/**
 * The base of all errors that are the user's fault. The message stands alone: it says where, what,
 * the offending value, what exists and what to try; command lines print it without a stack trace.
 */
public class UserError extends RuntimeException {
  public UserError(String message) {
    super(message);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}

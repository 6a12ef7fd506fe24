package dev.jacquard.dsl;

/**
 * The base of all errors that are the user's fault. The message stands alone: it says where, what,
 * the offending value, what exists and what to try; command lines print it without a stack trace.
 */
public class UserError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  public UserError(String message) {
    super(message);
    this.reason = message;
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
    this.reason = message;
  }

  private UserError(String place, String reason, Throwable cause) {
    super(place + reason, cause);
    this.reason = reason;
  }

  /** The error of the line that called the library: {@code At File.java:12: reason}. */
  public static UserError here(String reason) {
    return here(reason, null);
  }

  /** As {@link #here(String)}, because of {@code cause}. */
  public static UserError here(String reason, Throwable cause) {
    String place = Where.caller();
    return new UserError(place.isEmpty() ? "" : "At " + place + ": ", reason, cause);
  }

  /** The message without the place that {@link #here} puts before it. */
  public String reason() {
    return reason;
  }
}

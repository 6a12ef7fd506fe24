package dev.jacquard.dsl;

/** A broken invariant of Jacquard itself. The message ends with what to report. */
public class CompilerBug extends RuntimeException {
  private static final String REPORT = "This is a bug in Jacquard. "
    + "Please report it with this text and the program that caused it.";

  private final String reason;

  public CompilerBug(String message) {
    this(message, null);
  }

  public CompilerBug(String message, Throwable cause) {
    super(message.stripTrailing() + " " + REPORT, cause);
    reason = message.stripTrailing();
  }

  /** What is broken, without what to report. */
  public String reason() {
    return reason;
  }
}

package dev.jacquard.dsl;

/** A broken invariant of Jacquard itself. The message ends with what to report. */
public class CompilerBug extends RuntimeException {
  private static final String REPORT = "This is a bug in Jacquard. "
    + "Please report it with this text and the program that caused it.";

  public CompilerBug(String message) {
    super(withReport(message));
  }

  public CompilerBug(String message, Throwable cause) {
    super(withReport(message), cause);
  }

  private static String withReport(String message) {
    return message.stripTrailing() + " " + REPORT;
  }
}

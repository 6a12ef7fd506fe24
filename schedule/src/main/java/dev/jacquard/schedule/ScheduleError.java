package dev.jacquard.schedule;

import dev.jacquard.dsl.UserError;

/** A directive that does not fit: which, where it was written, why, and what would. */
public final class ScheduleError extends UserError {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /** @param reason what is wrong and what to try, as sentences */
  public ScheduleError(String reason) {
    super(reason);
    this.reason = reason;
  }

  private ScheduleError(String message, String reason) {
    super(message);
    this.reason = reason;
  }

  /** This error, saying which directive of a schedule it concerns. */
  public ScheduleError at(int position, Directive directive, String where) {
    return in("Schedule for %s, directive %d, %s".formatted(directive.func(), position + 1,
        directive), where);
  }

  /** This error, saying in which call it arose. */
  ScheduleError in(String call, String where) {
    String place = where.isEmpty() ? "" : " at " + where;
    return new ScheduleError("%s%s: %s".formatted(call, place, reason), reason);
  }
}

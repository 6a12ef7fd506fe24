package dev.jacquard.schedule;

import dev.jacquard.dsl.UserError;

/** A directive that does not fit: which, where it was written, why, and what would. */
public final class ScheduleError extends UserError {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final int directive;

  /** @param reason what is wrong and what to try, as sentences */
  public ScheduleError(String reason) {
    this(reason, reason, Integer.MAX_VALUE);
  }

  private ScheduleError(String message, String reason, int directive) {
    super(message);
    this.reason = reason;
    this.directive = directive;
  }

  /** The position of the directive in its schedule; of none, the largest number. */
  public int directive() {
    return directive;
  }

  /** This error, saying which directive of a schedule it concerns. */
  public ScheduleError at(int position, Directive directive, String where) {
    return in("Schedule for %s, directive %d, %s".formatted(directive.func(), position + 1,
        directive), where, position);
  }

  /** This error, which shows if a later directive that fits no sizes is left out. */
  public ScheduleError without(ScheduleError later) {
    return new ScheduleError("%s This is without a later one that fits no sizes: %s".formatted(
        getMessage(), later.getMessage()), reason, directive);
  }

  /** This error, saying in which call it arose. */
  ScheduleError in(String call, String where) {
    return in(call, where, directive);
  }

  private ScheduleError in(String call, String where, int position) {
    String place = where.isEmpty() ? "" : " at " + where;
    return new ScheduleError("%s%s: %s".formatted(call, place, reason), reason, position);
  }
}

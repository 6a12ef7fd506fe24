package dev.jacquard.schedule.fuzz;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.Runs;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.lower.Lower;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs samples on the interpreter, which watches for races, and compares with the oracle. */
final class Trial {

  /** How a sample ended: right, refused with a message, or as it never should. */
  enum Kind { RIGHT, REFUSED, FAILED }

  /**
   * @param text why it was refused or failed
   * @param sort the first words of it: a smaller sample should fail for the same reason
   */
  record Outcome(Kind kind, String sort, String text) {

    static final Outcome RIGHT = new Outcome(Kind.RIGHT, "", "");

    /** A failure, if the schedule was refused: rules should make legal ones. */
    Outcome acceptedBySchedule() {
      boolean refused = kind == Kind.REFUSED && !sort.equals("UserError");
      return refused ? new Outcome(Kind.FAILED, sort, text) : this;
    }
  }

  private Trial() {}

  static Outcome of(Sample sample) {
    Program program = null;
    try {
      for (Sizes sizes : sample.sizes()) {
        Algorithm algorithm = sample.algorithm(sizes);
        program = sample.symbolic() && program != null ? program
            : Lower.lower(algorithm, sample.schedule());
        String wrong = Runs.compare(Sample.bind(algorithm, sizes), program);
        if (!wrong.isEmpty()) {
          return new Outcome(Kind.FAILED, "wrong", "at " + sizes + ": " + wrong);
        }
      }
      return Outcome.RIGHT;
    } catch (UserError | Unsupported refusal) {
      return new Outcome(Kind.REFUSED, refusal.getClass().getSimpleName(), refusal.getMessage());
    } catch (RuntimeException | StackOverflowError | AssertionError fault) {
      return failure(fault);
    }
  }

  static Outcome failure(Throwable fault) {
    return new Outcome(Kind.FAILED, fault.getClass().getSimpleName() + at(fault), trace(fault));
  }

  private static String at(Throwable fault) {
    for (StackTraceElement element : fault.getStackTrace()) {
      if (element.getClassName().startsWith("dev.jacquard.")
          && !element.getMethodName().equals("<init>")) {
        return " in " + element.getClassName() + "." + element.getMethodName();
      }
    }
    return "";
  }

  private static String trace(Throwable fault) {
    StringWriter text = new StringWriter();
    fault.printStackTrace(new PrintWriter(text));
    String all = text.toString();
    return all.lines().limit(25).reduce("", (a, b) -> a + b + "\n");
  }
}

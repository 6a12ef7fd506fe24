package dev.jacquard.tune;

import dev.jacquard.dsl.Unsupported;
import java.util.Optional;

/**
 * The schedules among which the tuner searches, as a tree of decisions. A genotype is one integer
 * for each decision, read modulo the decision's domain; every genotype stands for a legal schedule.
 * Decisions that a genotype's other choices make pointless are ignored.
 */
public interface Space {

  /** What is tuned, for messages. */
  String name();

  /** The number of choices of each decision, at least 1, in a fixed order; neighbours are alike. */
  int[] domains();

  /** The schedule that a genotype stands for. Cheap: it neither lowers nor emits. */
  Candidate decode(int[] genes);

  /** The genotype of a schedule (canonical JSON), if it has one: then it can breed. */
  default Optional<int[]> encode(String schedule) {
    return Optional.empty();
  }

  /**
   * The genotype that makes the decisions of a trace, as {@link Candidate#trace} has it, as far as
   * they exist here: decisions made for other sizes are a good start for these.
   */
  default Optional<int[]> recall(String trace) {
    return Optional.empty();
  }

  /**
   * A schedule from elsewhere (canonical JSON) as a candidate.
   *
   * @throws dev.jacquard.dsl.UserError if it does not fit what is tuned
   */
  default Candidate foreign(String schedule) {
    throw new Unsupported(name() + " takes no schedules from elsewhere. Leave out: " + schedule);
  }
}

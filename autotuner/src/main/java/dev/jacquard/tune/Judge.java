package dev.jacquard.tune;

import dev.jacquard.tune.worker.Outcome;
import java.util.List;
import java.util.Optional;

/** Says how good candidates are. */
interface Judge {

  /** An outcome for each candidate, in order; none for those that the end came before. */
  List<Optional<Outcome>> judge(List<Candidate> candidates, int generation);

  /** Whether a candidate of this schedule was given to {@link #judge} before. */
  boolean knows(String schedule);

  /** Whether nothing more will be judged. */
  boolean isOver();
}

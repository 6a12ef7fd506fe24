package dev.jacquard.tune;

import dev.jacquard.tune.database.TuningRecord;
import dev.jacquard.tune.worker.Outcome;
import dev.jacquard.tune.worker.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges by the records of an earlier run; it is over at the first candidate without one. */
final class RecordedJudge implements Judge {
  private final Map<String, Outcome> recorded = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Ledger ledger;
  private boolean over;

  RecordedJudge(List<TuningRecord> records, Ledger ledger) {
    records.forEach(record -> recorded.putIfAbsent(record.schedule(), record.outcome()));
    this.ledger = ledger;
  }

  @Override
  public List<Optional<Outcome>> judge(List<Candidate> candidates, int generation) {
    candidates.stream().filter(candidate -> seen.add(candidate.schedule()))
        .forEach(candidate -> look(candidate, generation));
    return candidates.stream()
        .map(candidate -> Optional.ofNullable(recorded.get(candidate.schedule()))).toList();
  }

  private void look(Candidate candidate, int generation) {
    Outcome outcome = recorded.get(candidate.schedule());
    if (outcome == null) {
      over = true;
      return;
    }
    ledger.generated(generation);
    if (outcome.status() != Status.COMPILE_FAILED) {
      ledger.compiled(generation);
    }
    ledger.conclude(candidate, outcome, generation);
  }

  @Override
  public boolean knows(String schedule) {
    return seen.contains(schedule);
  }

  @Override
  public boolean isOver() {
    return over;
  }
}

package dev.jacquard.tune.database;

import dev.jacquard.tune.worker.Outcome;

/**
 * One candidate of one run.
 *
 * @param schedule its canonical JSON
 * @param trace the decisions that led to it; empty for a schedule from elsewhere
 * @param sourceHash stands for the emitted text: candidates of one text are measured once; empty
 *     where nothing was emitted
 * @param generation 0 for schedules that the search starts from, then from 1
 * @param spent where the time of tuning went
 */
public record TuningRecord(String schedule, String trace, String sourceHash, Outcome outcome,
    int generation, Spent spent) {

  /** Milliseconds: lowering and emitting, building, measuring. */
  public record Spent(long emitMillis, long buildMillis, long measureMillis) {}
}

package dev.jacquard.schedule;

/** Whether a loop is partitioned where that takes guards out of its steady state. */
public enum Partitioning {
  /** Where it helps. */
  AUTO,
  /** Guards stay: smaller code, slower steady state. */
  NEVER
}

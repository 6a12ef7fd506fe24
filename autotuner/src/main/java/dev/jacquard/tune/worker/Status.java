package dev.jacquard.tune.worker;

/** How a candidate ended. */
public enum Status {
  /** It ran, and its results are right. */
  OK,
  /** It ran, and its results are wrong. */
  WRONG,
  /** Its process died or its run failed. */
  CRASHED,
  /** Its build or its run exceeded the limit, and its process was killed. */
  TIMED_OUT,
  /** Lowering, emitting or compiling it failed. */
  COMPILE_FAILED
}

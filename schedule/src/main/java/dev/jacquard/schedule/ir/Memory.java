package dev.jacquard.schedule.ir;

/** Where a buffer lives and who sees it. */
public enum Memory {
  /** Device memory, seen by every work-item. */
  GLOBAL,
  /** Memory of a work-group. */
  LOCAL,
  /** Memory of a work-item: registers where all indices are constants. */
  PRIVATE
}

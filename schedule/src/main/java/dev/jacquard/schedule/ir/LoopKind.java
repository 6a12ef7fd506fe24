package dev.jacquard.schedule.ir;

/** How the iterations of a loop are carried out. */
public enum LoopKind {
  /** One after the other. */
  SERIAL,
  /** One after the other, written out; the extent is a constant. */
  UNROLLED,
  /** As lanes of vectors; the extent is a constant. */
  VECTORIZED,
  /** As work-groups of one item: a dimension of the NDRange. */
  PARALLEL,
  /** As work-groups. */
  GROUP,
  /** As work-items of a group. */
  ITEM;

  /** Whether iterations run on different work-items. */
  public boolean isConcurrent() {
    return this == PARALLEL || this == GROUP || this == ITEM;
  }
}

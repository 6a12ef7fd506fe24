package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.Tail;

/** How loops came from others. */
public sealed interface Relation {

  /** {@code loop = outer * factor + inner}. */
  record SplitOf(String loop, String outer, String inner, long factor, Tail tail, int directive)
      implements Relation {}

  /** {@code outer = fused / extent(inner); inner = fused % extent(inner)}. */
  record FuseOf(String outer, String inner, String fused) implements Relation {}
}

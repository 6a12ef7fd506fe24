package dev.jacquard.schedule.nest;

import dev.jacquard.schedule.ir.LoopKind;

/**
 * A loop of a nest; it runs from 0.
 *
 * @param name unique within its Func
 * @param reduction whether it runs over reduction indices
 * @param directive the position of the directive that set {@code kind}; -1 if none did
 */
public record Loop(String name, boolean reduction, LoopKind kind, int directive) {

  Loop(String name, boolean reduction) {
    this(name, reduction, LoopKind.SERIAL, -1);
  }
}

package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Func;
import dev.jacquard.schedule.ir.Stmt;

/**
 * What computes one Func at root, and all that is computed inside it.
 *
 * @param prepared whether it depends on constant inputs alone, so that it is done once
 */
record Stage(Func func, Stmt body, boolean prepared) {

  String name() {
    return func.name();
  }

  Stage with(Stmt newBody) {
    return newBody == body ? this : new Stage(func, newBody, prepared);
  }
}

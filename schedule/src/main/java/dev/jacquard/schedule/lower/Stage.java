package dev.jacquard.schedule.lower;

import dev.jacquard.schedule.ir.Stmt;

/**
 * What computes one Func at root, and all that is computed inside it.
 *
 * @param prepared whether it depends on constant inputs alone, so that it is done once
 */
record Stage(String name, Stmt body, boolean prepared) {

  Stage with(Stmt newBody) {
    return newBody == body ? this : new Stage(name, newBody, prepared);
  }
}

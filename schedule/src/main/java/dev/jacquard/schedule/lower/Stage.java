package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.Func;
import dev.jacquard.schedule.ir.Stmt;
import java.util.List;

/**
 * What computes a Func at root, or several that share loops, and all that is computed inside it.
 *
 * @param prepared whether it depends on constant inputs alone, so that it is done once
 */
record Stage(List<Func> funcs, Stmt body, boolean prepared) {

  String name() {
    return funcs.getLast().name();
  }

  Stage with(Stmt newBody) {
    return newBody == body ? this : new Stage(funcs, newBody, prepared);
  }
}

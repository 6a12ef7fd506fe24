package dev.jacquard.schedule.ir;

import dev.jacquard.dsl.Expr;
import java.io.Serializable;
import java.util.List;

/** What the host does to run a program. */
public sealed interface HostStmt extends Serializable {

  /** Makes a temporary in global memory; one made in {@code prepare} lives until that is redone. */
  record Alloc(Buffer buffer) implements HostStmt {}

  /** Runs a kernel of the program after all that was launched before; nothing at zero extents. */
  record Launch(String kernel) implements HostStmt {}

  /** {@code body} once for each value of {@code variable} in {@code [0, extent)}. */
  record Loop(String variable, Expr extent, List<HostStmt> body) implements HostStmt {}

  /** {@code then} if {@code condition} holds for the sizes, else {@code otherwise}. */
  record If(Expr condition, List<HostStmt> then, List<HostStmt> otherwise) implements HostStmt {}

  /** Fails with {@code message}, the user's fault, unless {@code condition} holds. */
  record Assert(Expr condition, String message) implements HostStmt {}
}

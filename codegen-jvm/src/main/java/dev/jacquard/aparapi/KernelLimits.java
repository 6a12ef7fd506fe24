package dev.jacquard.aparapi;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Stmt;

/** What Aparapi cannot say, refused by name before anything is generated. */
final class KernelLimits {

  private KernelLimits() {}

  static void check(Kernel kernel) {
    check(kernel, kernel.body());
  }

  private static void check(Kernel kernel, Stmt stmt) {
    stmt.exprs().forEach(e -> Rewrite.walk(e, node -> checkScalar(kernel, node)));
    stmt.children().forEach(child -> check(kernel, child));
  }

  private static void checkScalar(Kernel kernel, Expr e) {
    if (e.lanes() > 1) {
      throw new Unsupported(("The aparapi backend has no vectors (%s, %d lanes), which the kernel "
          + "%s needs. Use the opencl backend, or a schedule without.").formatted(e, e.lanes(),
          kernel.name()));
    }
    if (e.type().isStorageOnly()) {
      throw new Unsupported(("The aparapi backend has no %s (%s), which the kernel %s needs. Use "
          + "the opencl backend.").formatted(e.type(), e, kernel.name()));
    }
  }
}

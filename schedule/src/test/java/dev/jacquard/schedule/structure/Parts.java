package dev.jacquard.schedule.structure;

import dev.jacquard.dsl.Binary;
import dev.jacquard.dsl.BinaryOp;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.lower.Lower;
import java.util.ArrayList;
import java.util.List;

/** The statements and expressions of kernels. */
final class Parts {

  private Parts() {}

  static Program lower(Schedule schedule, String sizes) {
    return Lower.lower(schedule.nest().algorithm().with(Sizes.parse(sizes)), schedule);
  }

  /** All statements of a type, in order. */
  static <S extends Stmt> List<S> of(Stmt root, Class<S> type) {
    List<S> found = new ArrayList<>();
    collect(root, type, found);
    return found;
  }

  static <S extends Stmt> List<S> of(Kernel kernel, Class<S> type) {
    return of(kernel.body(), type);
  }

  private static <S extends Stmt> void collect(Stmt s, Class<S> type, List<S> found) {
    if (type.isInstance(s)) {
      found.add(type.cast(s));
    }
    s.children().forEach(child -> collect(child, type, found));
  }

  /** The names of the kernels, in order. */
  static List<String> kernels(Program program) {
    return program.kernels().stream().map(Kernel::name).toList();
  }

  /** How many minima and maxima the statements compute, the tests of branches aside. */
  static int extremes(Stmt s) {
    int[] count = {0};
    s.exprs().forEach(e -> Rewrite.walk(e, node -> count[0] += isExtreme(node) ? 1 : 0));
    s.children().forEach(child -> count[0] += extremes(child));
    return count[0];
  }

  private static boolean isExtreme(Expr e) {
    return e instanceof Binary b && (b.op() == BinaryOp.MIN || b.op() == BinaryOp.MAX);
  }
}

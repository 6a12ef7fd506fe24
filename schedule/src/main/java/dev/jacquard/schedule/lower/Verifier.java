package dev.jacquard.schedule.lower;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Comprehension;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.LoopKind;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import dev.jacquard.schedule.ir.StmtPrinter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What every lowered kernel must satisfy: variables and buffers are defined before use, only serial
 * loops are left, every access has one index, both sides of a store have the same lanes.
 */
final class Verifier {

  private static final int MOST_TEXT = 300;

  private final Kernel kernel;

  private Verifier(Kernel kernel) {
    this.kernel = kernel;
  }

  /** True, or a {@link CompilerBug}. */
  static boolean verify(Program program) {
    for (Kernel kernel : program.kernels()) {
      Set<String> known = new HashSet<>();
      kernel.buffers().forEach(b -> known.add("[" + b.name()));
      kernel.groups().forEach(axis -> known.add(axis.variable()));
      kernel.items().forEach(axis -> known.add(axis.variable()));
      new Verifier(kernel).visit(kernel.body(), known);
    }
    return true;
  }

  private void visit(Stmt s, Set<String> known) {
    s.exprs().forEach(e -> visit(e, s, known));
    switch (s) {
      case Stmt.For loop -> {
        require(loop.kind() == LoopKind.SERIAL, s, "a loop that is not serial");
        visit(loop.body(), with(known, loop.variable()));
      }
      case Stmt.Let(String variable, Expr _, Stmt body) -> visit(body, with(known, variable));
      case Stmt.Allocate(Buffer buffer, Stmt body) -> visit(body, with(known,
          "[" + buffer.name()));
      case Stmt.Store(String buffer, List<Expr> indices, Expr value, boolean atomic) -> {
        require(!atomic || value.lanes() == 1, s, "an atomic store of several lanes");
        require(known.contains("[" + buffer), s, "the unknown buffer " + buffer);
        require(indices.size() == 1, s, "an access of several indices");
        require(indices.getFirst().lanes() == value.lanes(), s, "different lanes");
      }
      case Stmt.Block(List<Stmt> statements) -> {
        Set<String> inner = new HashSet<>(known);
        for (Stmt child : statements) {
          visit(child, inner);
          if (child instanceof Stmt.Declare(Local local, Expr _)) {
            inner.add(local.name());
          }
        }
      }
      case Stmt.If branch when branch.condition().lanes() > 1 -> {
        require(branch.then() instanceof Stmt.Store store && !branch.hasElse()
            && store.value().lanes() == branch.condition().lanes(), s, "lanes of another store");
        visit(branch.then(), known);
      }
      case Stmt.If branch -> branch.children().forEach(child -> visit(child, known));
      case Stmt.Prefetch(String buffer, Expr _) -> require(known.contains("[" + buffer), s,
          "the unknown buffer " + buffer);
      case Stmt.Print print -> require(print.values().stream().allMatch(e -> e.lanes() == 1), s,
          "vectors");
      case Stmt.Declare _, Stmt.Barrier _ -> { }
      case Stmt.Assign(Local local, Expr value) ->
          require(local.lanes() == value.lanes() && local.type() == value.type(), s, "types");
    }
  }

  private static Set<String> with(Set<String> known, String name) {
    Set<String> extended = new HashSet<>(known);
    extended.add(name);
    return extended;
  }

  private void visit(Expr e, Stmt s, Set<String> known) {
    switch (e) {
      case Var(String name) -> require(known.contains(name), s, "the unknown variable " + name);
      case Local(String name, var _, int _) -> require(known.contains(name), s,
          "the undeclared variable " + name);
      case Load load -> {
        require(known.contains("[" + load.buffer()), s, "the unknown buffer " + load.buffer());
        require(load.indices().size() == 1, s, "an access of several indices");
      }
      case Comprehension _, RVar _ -> require(false, s, "the unlowered " + e);
      default -> { }
    }
    e.children().forEach(child -> visit(child, s, known));
  }

  private void require(boolean condition, Stmt s, String what) {
    if (!condition) {
      String text = StmtPrinter.print(s);
      throw new CompilerBug("Kernel %s has %s in: %s.".formatted(kernel.name(), what,
          text.substring(0, Math.min(MOST_TEXT, text.length()))));
    }
  }
}

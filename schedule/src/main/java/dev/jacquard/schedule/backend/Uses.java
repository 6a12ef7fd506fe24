package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.Instruct;
import dev.jacquard.dsl.Instruction;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a program asks of a device beyond loops and arithmetic. */
public final class Uses {

  private Uses() {}

  /** The hardware instructions in its kernels. */
  public static Set<Instruction> instructions(Program program) {
    Set<Instruction> found = new LinkedHashSet<>();
    for (Kernel kernel : program.kernels()) {
      collect(kernel.body(), found);
    }
    return found;
  }

  private static void collect(Stmt s, Set<Instruction> found) {
    s.exprs().forEach(e -> Rewrite.walk(e, node -> {
      if (node instanceof Instruct instruct) {
        found.add(instruct.instruction());
      }
    }));
    s.children().forEach(child -> collect(child, found));
  }
}

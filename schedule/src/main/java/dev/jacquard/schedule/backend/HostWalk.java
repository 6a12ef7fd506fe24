package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Carries out the host statements of a program; what touches a device is left to the backend. */
public final class HostWalk {

  /** What a backend does at the statements that touch memory or a device. */
  public interface Actions {

    /** Makes the temporary {@code buffer} of this logical shape, in the buffer's layout. */
    void allocate(Buffer buffer, long[] shape);

    /** Runs a kernel; never called for an empty index space. */
    void launch(Launch launch);
  }

  private final Program program;
  private final Actions actions;

  private HostWalk(Program program, Actions actions) {
    this.program = program;
    this.actions = actions;
  }

  /**
   * Carries out {@code statements}, the {@code prepare} or the {@code run} part of {@code program}.
   *
   * @param sizes the symbolic sizes by name, from {@link Arguments#sizes}
   * @throws UserError if an Assert does not hold
   */
  public static void run(Program program, List<HostStmt> statements, Map<String, Long> sizes,
      Actions actions) {
    new HostWalk(program, actions).all(statements, Map.copyOf(sizes));
  }

  private void all(List<HostStmt> statements, Map<String, Long> variables) {
    statements.forEach(statement -> one(statement, variables));
  }

  private void one(HostStmt statement, Map<String, Long> variables) {
    switch (statement) {
      case HostStmt.Alloc(Buffer buffer) ->
          actions.allocate(buffer, HostValues.shape(buffer, variables));
      case HostStmt.Launch(String kernel) -> launch(Launch.of(program.kernel(kernel), variables));
      case HostStmt.Loop loop -> loop(loop, variables);
      case HostStmt.If(Expr condition, List<HostStmt> then, List<HostStmt> otherwise) ->
          all(HostValues.holds(condition, variables) ? then : otherwise, variables);
      case HostStmt.Assert(Expr condition, String message) -> {
        if (!HostValues.holds(condition, variables)) {
          throw UserError.here(message);
        }
      }
    }
  }

  private void launch(Launch launch) {
    if (!launch.isEmpty()) {
      actions.launch(launch);
    }
  }

  private void loop(HostStmt.Loop loop, Map<String, Long> variables) {
    long extent = HostValues.evaluate(loop.extent(), variables);
    Map<String, Long> inner = new HashMap<>(variables);
    for (long i = 0; i < extent; i++) {
      inner.put(loop.variable(), i);
      all(loop.body(), inner);
    }
  }
}

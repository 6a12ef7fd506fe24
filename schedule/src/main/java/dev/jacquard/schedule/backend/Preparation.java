package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Program;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What became of a program's constants: the tensors that hold them, and what {@code prepare} made
 * of them. It is redone when constants are replaced, or when a size that it depends on changes.
 *
 * @param <B> a backend's buffer
 */
public final class Preparation<B> {

  private final Program program;
  private final Set<String> dependsOn = new HashSet<>();
  private Map<String, Tensor> constants = Map.of();
  private Map<String, B> results = Map.of();
  private Map<String, Long> sizes;
  private Recall recall;

  public Preparation(Program program) {
    this.program = program;
    program.prepare().forEach(this::visit);
  }

  /** The names of the sizes that the work of {@code prepare} depends on. */
  public Set<String> dependsOn() {
    return Set.copyOf(dependsOn);
  }

  /**
   * Sets all constants anew, checked. Does {@code work} if their shapes tell all sizes that it
   * depends on; else that waits for the first run.
   */
  public void set(Map<String, Tensor> given, Function<Arguments, Map<String, B>> work) {
    Arguments bound = Arguments.bindConstants(program, given);
    constants = new LinkedHashMap<>(given);
    sizes = null;
    recall = null;
    if (bound.sizes().keySet().containsAll(dependsOn)) {
      results(bound, work);
    }
  }

  /** {@link Arguments#bind}, where constants that were set before may be absent. */
  public Arguments bind(Map<String, Tensor> given) {
    if (given == null) {
      throw UserError.here(program.name() + " takes its tensors by name; it was given null. Give a "
          + "map.");
    }
    Map<String, Tensor> complete = new LinkedHashMap<>(given);
    constants.forEach((name, tensor) -> {
      Tensor other = complete.putIfAbsent(name, tensor);
      if (other != null && !isSame(tensor, other)) {
        throw UserError.here(("%s: the constant %s was prepared from another tensor. Leave it out, "
            + "or call prepare to replace it.").formatted(program.name(), name));
      }
    });
    Arguments bound = Arguments.bind(program, complete);
    constants = new LinkedHashMap<>(complete);
    constants.keySet().retainAll(program.constants());
    recall = bound.copied().isEmpty() ? new Recall(program, complete) : null;
    return bound;
  }

  /**
   * Whether {@link #bind} accepted these very tensors at its last call, dense ones all, and their
   * memory is still there: a run on them needs no check and finds the same results of
   * {@code prepare}. Makes no object.
   */
  public boolean isRepeated(Map<String, Tensor> given) {
    return recall != null && recall.matches(given, constants);
  }

  private static boolean isSame(Tensor a, Tensor b) {
    return a == b || a.segment().address() == b.segment().address()
        && a.segment().byteSize() == b.segment().byteSize();
  }

  /** The buffers that {@code prepare} made, by {@code work} if there are no valid ones yet. */
  public Map<String, B> results(Arguments arguments, Function<Arguments, Map<String, B>> work) {
    Map<String, Long> now = new HashMap<>(arguments.sizes());
    now.keySet().retainAll(dependsOn);
    if (!now.equals(sizes)) {
      results = program.prepare().isEmpty() ? Map.of() : work.apply(arguments);
      sizes = now;
    }
    return results;
  }

  private void visit(HostStmt statement) {
    switch (statement) {
      case HostStmt.Alloc(Buffer buffer) -> buffer.extents().forEach(this::visit);
      case HostStmt.Launch(String name) -> visit(program.kernel(name));
      case HostStmt.Loop(String _, Expr extent, List<HostStmt> body) -> {
        visit(extent);
        body.forEach(this::visit);
      }
      case HostStmt.If(Expr condition, List<HostStmt> then, List<HostStmt> otherwise) -> {
        visit(condition);
        then.forEach(this::visit);
        otherwise.forEach(this::visit);
      }
      case HostStmt.Assert(Expr condition, String _) -> visit(condition);
    }
  }

  private void visit(Kernel kernel) {
    kernel.sizes().forEach(this::visit);
    kernel.groups().forEach(axis -> visit(axis.extent()));
  }

  private void visit(Expr e) {
    Rewrite.walk(e, node -> {
      if (node instanceof Dim dim) {
        dependsOn.add(dim.name());
      }
    });
  }
}

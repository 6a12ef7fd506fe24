package dev.jacquard.opencl.device;

import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Program;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/**
 * The constants of a program and what {@code prepare} made of them. Where their shapes do not tell
 * every size that {@code prepare} needs, it waits for the first run; where those sizes change, it
 * is done again.
 */
final class Constants {

  private final Program program;
  private final Session session;
  private final DeviceMemory pool;
  private final HostRunner runner;
  private final Set<String> needed;
  private final boolean readByRuns;
  private final Map<String, WeakReference<MemorySegment>> known = new HashMap<>();
  private List<Argument> given = List.of();
  private Map<String, Long> shapes = Map.of();
  private Map<String, Long> preparedFor;
  private Map<String, cl_mem> memory = Map.of();
  private List<Binding> bindings = List.of();

  Constants(Program program, Session session, DeviceMemory pool, HostRunner runner) {
    this.program = program;
    this.session = session;
    this.pool = pool;
    this.runner = runner;
    this.needed = PrepareSizes.of(program);
    this.readByRuns = PrepareSizes.kernels(program.run()).map(program::kernel)
        .flatMap(kernel -> kernel.buffers().stream()).map(Buffer::name)
        .anyMatch(program.constants()::contains);
  }

  /** Sets all constants, and prepares at once if their shapes suffice. */
  void set(Map<String, Tensor> tensors) {
    take(CheckArguments.constants(program, tensors));
    if (shapes.keySet().containsAll(needed)) {
      prepare(shapes);
    }
  }

  /** The names that a run need not give. */
  Set<String> optional() {
    return known.isEmpty() ? Set.of() : known.keySet();
  }

  /** The sizes that the shapes of the constants tell. */
  Map<String, Long> sizes() {
    return shapes;
  }

  /** Fails if a run gives another tensor for a constant than was prepared. */
  void compare(List<Argument> arguments) {
    for (Argument argument : known.isEmpty() ? List.<Argument>of() : arguments) {
      WeakReference<MemorySegment> before = known.get(argument.name());
      if (before != null && !before.refersTo(argument.tensor().segment())) {
        throw new UserError(("%s: %s is a constant, and another tensor than the prepared one was "
            + "given. Call prepare to replace it.").formatted(program.name(), argument.name()));
      }
    }
  }

  /** Prepares if that is due. Returns the buffers that runs may use, by name. */
  Map<String, cl_mem> ready(List<Argument> arguments, Map<String, Long> sizes) {
    if (preparedFor != null && preparedFor.equals(restrict(sizes))) {
      return memory;
    }
    if (known.isEmpty() && !program.constants().isEmpty()) {
      take(arguments.stream().filter(a -> program.constants().contains(a.name())).toList());
    }
    prepare(sizes);
    return memory;
  }

  /** What runs share of the constants. */
  List<Binding> bindings() {
    return bindings;
  }

  private void take(List<Argument> constants) {
    Map<String, Long> solved = new SolveSizes(program, Map.of()).solve(constants);
    known.clear();
    constants.forEach(c -> known.put(c.name(), new WeakReference<>(c.tensor().segment())));
    shapes = solved;
    given = constants;
    preparedFor = null;
  }

  private void prepare(Map<String, Long> sizes) {
    cl_command_queue queue = session.queue();
    List<Binding> bound = given.stream().map(c -> Binding.of(c, pool, queue)).toList();
    Map<String, cl_mem> buffers = new LinkedHashMap<>();
    bound.forEach(binding -> buffers.put(binding.argument().name(), binding.memory()));
    List<HostStmt> statements = program.prepare();
    bound.forEach(binding -> binding.shared().ifPresent(s -> s.toDevice(queue)));
    runner.enqueue(statements, queue, buffers, sizes, false);
    bound.forEach(binding -> binding.shared().ifPresent(s -> s.toHost(queue)));
    CL.clFinish(queue);
    preparedFor = restrict(sizes);
    memory = buffers;
    keep(bound);
  }

  /** Lets go of the tensors where nothing will read them again. */
  private void keep(List<Binding> bound) {
    if (readByRuns) {
      bindings = bound;
      return;
    }
    bound.forEach(binding -> {
      memory.remove(binding.argument().name());
      pool.release(binding.argument().name());
    });
    if (needed.isEmpty()) {
      given = List.of();
    }
  }

  private Map<String, Long> restrict(Map<String, Long> sizes) {
    if (needed.isEmpty()) {
      return Map.of();
    }
    Map<String, Long> restricted = new HashMap<>(sizes);
    restricted.keySet().retainAll(needed);
    return restricted;
  }
}

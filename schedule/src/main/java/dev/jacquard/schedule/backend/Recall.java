package dev.jacquard.schedule.backend;

import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.ir.Program;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tensors of the last run, which it does not keep alive. */
final class Recall {

  private record Seen(String name, WeakReference<Tensor> tensor) {}

  private final List<Seen> all = new ArrayList<>();

  /** @param given every argument of {@code program} by name */
  Recall(Program program, Map<String, Tensor> given) {
    program.inputs().forEach(b -> all.add(seen(b.name(), given)));
    program.outputs().forEach(b -> all.add(seen(b.name(), given)));
  }

  private static Seen seen(String name, Map<String, Tensor> given) {
    return new Seen(name, new WeakReference<>(given.get(name)));
  }

  /** Whether {@code given}, completed by {@code constants}, are these tensors and no others. */
  boolean matches(Map<String, Tensor> given, Map<String, Tensor> constants) {
    int found = 0;
    for (int i = 0; i < all.size(); i++) {
      Seen seen = all.get(i);
      Tensor tensor = given.get(seen.name);
      found += tensor == null ? 0 : 1;
      Tensor bound = tensor == null ? constants.get(seen.name) : tensor;
      if (bound == null || !seen.tensor.refersTo(bound) || !bound.segment().scope().isAlive()) {
        return false;
      }
    }
    return found == given.size();
  }
}

package dev.jacquard.dsl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inputs and Funcs share one space of names, since both become buffers; so do sizes and indices,
 * since both are integer variables of a kernel.
 */
final class CheckNames {

  private CheckNames() {}

  static void check(List<Func> funcs, Set<String> inputs, Set<String> sizes) {
    Map<String, Func> byName = new HashMap<>();
    for (Func func : funcs) {
      Func other = byName.putIfAbsent(func.name(), func);
      if (other != null) {
        throw new UserError("Two Funcs are named %s: at %s and at %s. Rename one.".formatted(
            func.name(), other.where(), func.where()));
      }
      if (inputs.contains(func.name())) {
        throw new UserError("Func %s%s has the name of an input. Rename one.".formatted(
            func.name(), Definitions.at(func)));
      }
      checkIndices(func, sizes);
    }
  }

  private static void checkIndices(Func func, Set<String> sizes) {
    Set<String> indices = new HashSet<>();
    func.indices().forEach(index -> indices.add(index.name()));
    func.variables().forEach(r -> indices.add(r.name()));
    for (String index : indices) {
      if (sizes.contains(index)) {
        throw new UserError("Func %s%s: the index %s has the name of a size. Rename one.".formatted(
            func.name(), Definitions.at(func), index));
      }
    }
  }
}

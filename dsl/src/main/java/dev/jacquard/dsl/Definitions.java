package dev.jacquard.dsl;

import java.util.HashSet;
import java.util.Set;

/** The checks of a Func's definition that need nothing but the definition. */
final class Definitions {

  private Definitions() {}

  static void check(Func func) {
    Set<String> known = new HashSet<>();
    func.indices().forEach(index -> known.add(index.name()));
    check(func, func.definition(), known);
  }

  private static void check(Func func, Expr e, Set<String> known) {
    switch (e) {
      case Reduce reduce -> check(func, reduce.body(), extended(func, reduce, known));
      case Var(String name) -> require(func, name, known, "Var");
      case RVar(String name, Range _) -> require(func, name, known, "RVar");
      default -> e.children().forEach(child -> check(func, child, known));
    }
  }

  private static Set<String> extended(Func func, Reduce reduce, Set<String> known) {
    Set<String> inner = new HashSet<>(known);
    for (RVar variable : reduce.variables()) {
      if (!inner.add(variable.name())) {
        throw new UserError("Func %s%s: the reduction index %s is already an index around it: %s."
            .formatted(func.name(), at(func), variable, reduce));
      }
    }
    return inner;
  }

  private static void require(Func func, String name, Set<String> known, String kind) {
    if (!known.contains(name)) {
      throw new UserError(("Func %s%s uses the %s %s, which is neither one of its indices %s nor a "
          + "reduction index around it.").formatted(func.name(), at(func), kind, name,
              func.indices()));
    }
  }

  static String at(Func func) {
    return func.where().isEmpty() ? "" : " at " + func.where();
  }
}

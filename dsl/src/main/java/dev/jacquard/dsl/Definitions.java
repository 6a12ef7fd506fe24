package dev.jacquard.dsl;

import java.util.HashSet;
import java.util.Set;

/** The checks of a Func's definition that need nothing but the definition. */
final class Definitions {

  private Definitions() {}

  static void check(Func func) {
    Set<String> known = new HashSet<>();
    func.indices().forEach(index -> known.add(index.name()));
    if (func.definition() instanceof Update update) {
      checkUpdate(func, update, known);
    } else {
      check(func, func.definition(), known);
    }
  }

  private static void checkUpdate(Func func, Update update, Set<String> known) {
    Set<String> inner = new HashSet<>();
    func.indices().stream().filter(update::isFree).forEach(index -> inner.add(index.name()));
    for (RVar variable : update.variables()) {
      requireSizes(func, variable);
      if (known.contains(variable.name())) {
        throw new UserError(("Func %s%s: the reduction index %s of its update has the name of an "
            + "index of the Func. Rename one.").formatted(func.name(), at(func), variable));
      }
      inner.add(variable.name());
    }
    for (Expr child : update.children()) {
      checkFree(func, update, child, known, inner);
      check(func, child, inner);
      checkReads(func, update, child);
    }
  }

  /** An index of the Func may be used where it runs, that is alone in its own dimension. */
  private static void checkFree(Func func, Update update, Expr e, Set<String> known,
      Set<String> inner) {
    if (e instanceof Var(String name) && known.contains(name) && !inner.contains(name)) {
      int dimension = func.indices().indexOf(e);
      throw new UserError(("Func %s%s: its update uses the index %s but writes %s in that "
          + "dimension. Write %s there, or use a reduction index: rvar(\"r\", ...).").formatted(
              func.name(), at(func), name, update.at().get(dimension), name));
    }
    e.children().forEach(child -> checkFree(func, update, child, known, inner));
  }

  private static void checkReads(Func func, Update update, Expr e) {
    if (e instanceof Access access && access.source() == update.previous()) {
      for (int d = 0; d < func.rank(); d++) {
        Var index = func.indices().get(d);
        if (update.isFree(index) && !access.indices().get(d).equals(index)) {
          throw new UserError(("Func %s%s: its update writes every %s in no fixed order and reads "
              + "%s, an element that may be written before or after. Use a reduction index, which "
              + "runs in order: rvar(\"r\", ...) in place of %s.").formatted(func.name(), at(func),
                  index, access, index));
        }
      }
    }
    e.children().forEach(child -> checkReads(func, update, child));
  }

  private static void check(Func func, Expr e, Set<String> known) {
    switch (e) {
      case Reduce reduce -> check(func, reduce.body(), extended(func, reduce, known));
      case Tuple tuple when e != func.definition() && !isWhole(func, tuple) ->
          throw new UserError(("Func %s%s uses the tuple %s inside an expression. A tuple is the "
              + "whole of a definition, or what a reduction of tuples takes. Give it a Func of its "
              + "own and take a value of that: t.value(0).at(...).").formatted(func.name(),
                  at(func), tuple));
      case Var(String name) -> require(func, name, known, "Var");
      case RVar(String name, Range _) -> require(func, name, known, "RVar");
      default -> e.children().forEach(child -> check(func, child, known));
    }
  }

  private static boolean isWhole(Func func, Tuple tuple) {
    boolean[] whole = {func.definition() instanceof Update update && update.value() == tuple};
    Rewrite.walk(func.definition(), e -> whole[0] |= e instanceof Reduce reduce
        && reduce.body() == tuple);
    return whole[0];
  }

  private static Set<String> extended(Func func, Reduce reduce, Set<String> known) {
    Set<String> inner = new HashSet<>(known);
    for (RVar variable : reduce.variables()) {
      requireSizes(func, variable);
      if (!inner.add(variable.name())) {
        throw new UserError(("Func %s%s: the reduction index %s is already an index around it: %s. "
            + "Rename one.").formatted(func.name(), at(func), variable, reduce));
      }
    }
    return inner;
  }

  private static void require(Func func, String name, Set<String> known, String kind) {
    if (!known.contains(name)) {
      throw new UserError(("Func %s%s uses the %s %s, which is neither one of its indices %s nor a "
          + "reduction index around it. Write it in func(...), or reduce over it around "
          + "this.").formatted(func.name(), at(func), kind, name, func.indices()));
    }
  }

  /** What runs where is known before a run; what depends on data or indices is a condition. */
  private static void requireSizes(Func func, RVar variable) {
    variable.range().flatMap(Range::unsized).ifPresent(part -> {
      throw new UserError(unsized("Func %s%s".formatted(func.name(), at(func)), variable,
          variable.given(), part));
    });
  }

  static String unsized(String func, Expr index, Range range, Expr part) {
    return ("%s: the range of %s, %s, contains %s, which is %s; a range is made of sizes and whole "
        + "numbers. Give the longest range and a condition: .where(%s.lt(...)).").formatted(func,
            index, range, part, part instanceof Leaf ? part.type().isInteger() ? "an index"
                : part.type() : "known only in a run", index);
  }

  static String at(Func func) {
    return func.where().isEmpty() ? "" : " at " + func.where();
  }
}

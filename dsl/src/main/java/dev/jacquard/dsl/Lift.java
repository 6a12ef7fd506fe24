package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds a dimension by name to a Func and to all between it and some inputs (JAX's {@code vmap}; the
 * named dimensions of Barham and Isard, "Machine Learning Systems are Stuck in a Rut").
 *
 * <pre>
 * lift(C(i, j) = sum(r: A[i, r] * B[r, j]), n, A)
 *   -&gt;   C(n', i, j) = sum(r: A[n', i, r] * B[r, j])
 * </pre>
 *
 * <p>The new index is the first; where a dimension lies in memory is the schedule's to say.
 */
final class Lift {

  private final Dim dim;
  private final Var index;
  private final Map<String, Input> inputs;
  private final Map<Func, Func> made = new IdentityHashMap<>();
  private final Map<Func, Boolean> depends = new IdentityHashMap<>();

  private Lift(Dim dim, Map<String, Input> inputs) {
    this.dim = dim;
    this.index = new Var(dim.name() + "_index");
    this.inputs = inputs;
  }

  static Func apply(Func func, Dim dim, Map<String, Input> inputs) {
    Lift lift = new Lift(dim, inputs);
    if (!lift.depends(func)) {
      throw UserError.here(("Func %s reads none of the inputs to lift: %s. Name one that it "
          + "reads.").formatted(func.name(),
          String.join(", ", inputs.keySet())));
    }
    return lift.lift(func);
  }

  private boolean depends(Func func) {
    Boolean known = depends.get(func);
    if (known == null) {
      known = func.asUpdate().map(update -> depends(update.previous())).orElse(false)
          || depends(func.definition());
      depends.put(func, known);
    }
    return known;
  }

  private boolean depends(Expr e) {
    boolean own = e instanceof Access access && switch (access.source()) {
      case Input input -> inputs.containsKey(input.name());
      case Func func -> depends(func);
    };
    return own || e.children().stream().anyMatch(this::depends);
  }

  private Func lift(Func func) {
    Func known = made.get(func);
    if (known == null) {
      func.asUpdate().ifPresent(update -> depends.put(update.previous(), true));
      known = func.lifted(index, Range.to(dim), rewrite(func, func.definition()));
      made.put(func, known);
    }
    return known;
  }

  private Expr rewrite(Func func, Expr e) {
    Expr mapped = e.mapChildren(child -> rewrite(func, child));
    return switch (mapped) {
      case Var v when v.equals(index) -> throw clash(func, v);
      case RVar v when v.name().equals(index.name()) -> throw clash(func, v);
      case Access access -> access(access);
      case Update update -> update(update);
      default -> mapped;
    };
  }

  /** What an update changes is lifted along with it. */
  private Update update(Update update) {
    return new Update(lift(update.previous()), indices(update.at()), update.value(),
        update.variables(), update.condition());
  }

  private Access access(Access access) {
    return switch (access.source()) {
      case Input input when inputs.containsKey(input.name()) -> lifted(access, input(input));
      case Func func when depends(func) -> lifted(access, lift(func));
      default -> access;
    };
  }

  private Access lifted(Access access, Source source) {
    return new Access(source, indices(access.indices()), access.edge(), access.component());
  }

  private List<Expr> indices(List<Expr> old) {
    List<Expr> all = new ArrayList<>(old);
    all.addFirst(index);
    return all;
  }

  private Input input(Input input) {
    List<Expr> extents = new ArrayList<>(input.extents());
    for (Expr extent : extents) {
      if (Rewrite.mentionsSize(extent, dim.name())) {
        throw UserError.here(("Input %s has the dimension %s already. Lift over one of another "
            + "name.").formatted(input, dim.name()));
      }
    }
    extents.addFirst(dim);
    return new Input(input.name(), input.type(), extents, input.constant());
  }

  private UserError clash(Func func, Expr index) {
    return new UserError(("Func %s%s: lifting over %s adds the index %s, and the Func has one of "
        + "that name. Rename one.").formatted(func.name(), Definitions.at(func), dim.name(),
            index));
  }
}

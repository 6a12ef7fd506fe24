package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Rewrite;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Turns one Func into a {@link Program}: a tree of closures over slots for its indices. */
final class Compiler {

  /** Where an index lives in a {@link Frame}, and the values that it takes. */
  record Slot(int number, long min, long extent) {

    long last() {
      return min + extent - 1;
    }
  }

  private final Func func;
  private final Function<Source, Table> tables;
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  private Compiler(Func func, Function<Source, Table> tables) {
    this.func = func;
    this.tables = tables;
    func.indices().forEach(v -> declare(v.name(), func.range(v).orElseThrow()));
    Rewrite.walk(func.definition(), e -> {
      if (e instanceof Reduce reduce) {
        reduce.variables().forEach(r -> declare(r.name(), r.given()));
      }
    });
  }

  /** Compiles {@code func}; {@code tables} knows every source that it accesses. */
  static Program compile(Func func, int number, Function<Source, Table> tables) {
    Compiler compiler = new Compiler(func, tables);
    Expr e = func.definition();
    boolean isReal = e.type().isFloat();
    return new Program(func, number,
        func.ranges().stream().mapToLong(r -> constant(r.min())).toArray(),
        func.ranges().stream().mapToLong(r -> Math.max(0, constant(r.extent()))).toArray(),
        compiler.slots.size(), isReal ? compiler.real(e) : null,
        isReal ? null : compiler.whole(e), compiler.isExact(e));
  }

  private void declare(String name, Range range) {
    slots.put(name, new Slot(slots.size(), constant(range.min()), constant(range.extent())));
  }

  private static long constant(Expr e) {
    return Index.constant(e, Scope.EMPTY).orElseThrow(
        () -> new CompilerBug("a size that is not a number: " + e));
  }

  Slot slot(String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new CompilerBug("Func %s uses an unknown index %s".formatted(func.name(), name));
    }
    return slot;
  }

  Slot slot(RVar variable) {
    return slot(variable.name());
  }

  Slot slot(int number) {
    return List.copyOf(slots.values()).get(number);
  }

  Table table(Source source) {
    return tables.apply(source);
  }

  Real real(Expr e) {
    return new RealCode(this).compile(e);
  }

  /** Code that leaves a tolerance, even if {@code e} is exact. */
  Whole whole(Expr e) {
    Whole code = new WholeCode(this).compile(e);
    return isExact(e) ? Whole.withoutError(code) : code;
  }

  /** Code of an expression that {@link #isExact}; it may leave the tolerance alone. */
  Whole exact(Expr e) {
    return new WholeCode(this).compile(e);
  }

  /** Whether {@code e} is an integer or boolean that never depends on a float. */
  boolean isExact(Expr e) {
    if (e.type().isFloat() || e instanceof Cast(DType _, Expr from) && from.type().isFloat()) {
      return false;
    }
    boolean own = !(e instanceof Access access) || table(access.source()).isExact()
        && (access.edge().mode() != Edge.Mode.CONSTANT || isExact(access.edge().outside()));
    return own && e.children().stream().allMatch(this::isExact);
  }

  /** The message of a broken promise of the language's checks. */
  String where(Access access) {
    return "Func %s, access %s".formatted(func.name(), access);
  }
}

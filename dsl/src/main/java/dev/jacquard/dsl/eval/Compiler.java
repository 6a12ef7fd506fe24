package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Cast;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Edge;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Local;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Reduce;
import dev.jacquard.dsl.Reducer;
import dev.jacquard.dsl.Source;
import dev.jacquard.dsl.Tuple;
import dev.jacquard.dsl.index.Index;
import dev.jacquard.dsl.index.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns one Func into a {@link Program}: a tree of closures over slots for its indices. */
final class Compiler {

  /** Where an index lives in a {@link Frame}, and the values that it takes. */
  record Slot(int number, long min, long extent) {

    long last() {
      return min + extent - 1;
    }
  }

  /** Finds the values of a source. */
  interface Tables {
    Table table(Source source, int component);

    /** Whether floats are computed as relaxed algorithms allow. */
    boolean isRelaxed();
  }

  private final Func func;
  private final int component;
  private final Tables tables;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final boolean exactOperands;

  Compiler(Func func, int component, Tables tables) {
    this.func = func;
    this.component = component;
    this.tables = tables;
    func.indices().forEach(v -> declare(v.name(), func.range(v).orElseThrow()));
    func.variables().forEach(r -> declare(r.name(), r.given()));
    boolean exact = true;
    if (func.definition() instanceof Reduce reduce && reduce.combiner() instanceof Reducer r) {
      r.left().forEach(this::declare);
      r.right().forEach(this::declare);
      exact = isExact(reduce.body());
    }
    this.exactOperands = exact;
  }

  /** Compiles one value of {@code func}; {@code tables} knows every source that it accesses. */
  static Program compile(Func func, int component, int number, Tables tables) {
    Compiler compiler = new Compiler(func, component, tables);
    Expr e = func.definition() instanceof Tuple tuple ? tuple.values().get(component)
        : func.definition();
    DType type = func.types().get(component);
    boolean isReal = type.isFloat();
    return new Program(func, type, number,
        func.ranges().stream().mapToLong(r -> constant(r.min())).toArray(),
        func.ranges().stream().mapToLong(r -> Math.max(0, constant(r.extent()))).toArray(),
        compiler.slots.size(), isReal ? compiler.real(e) : null,
        isReal ? null : compiler.whole(e), compiler.isExact(e));
  }

  Precision precision(DType type) {
    return Precision.of(type, tables.isRelaxed());
  }

  int component() {
    return component;
  }

  int slotCount() {
    return slots.size();
  }

  private void declare(Local operand) {
    slots.put(key(operand), new Slot(slots.size(), 0, 0));
  }

  /** A name that no index has. */
  private static String key(Local operand) {
    return "operand " + operand.name();
  }

  Slot slot(Local operand) {
    return slot(key(operand));
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

  Table table(Access access) {
    return tables.table(access.source(), access.component());
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
    boolean own = switch (e) {
      case Access access -> table(access).isExact()
          && (access.edge().mode() != Edge.Mode.CONSTANT || isExact(access.edge().outside()));
      case Local _ -> exactOperands;
      default -> true;
    };
    return own && e.children().stream().allMatch(this::isExact);
  }

  /** The message of a broken promise of the language's checks. */
  String where(Access access) {
    return "Func %s%s, access %s".formatted(func.name(), func.where().isEmpty() ? ""
        : " at " + func.where(), access);
  }
}

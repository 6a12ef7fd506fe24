package dev.jacquard.dsl.index;

import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the variables around an expression, innermost first: an immutable chain. A
 * later binding hides an earlier one of the same name.
 */
public final class Scope {

  public static final Scope EMPTY = new Scope(null, null, null);

  private final String name;
  private final Range range;
  private final Scope outer;

  private Scope(String name, Range range, Scope outer) {
    this.name = name;
    this.range = range;
    this.outer = outer;
  }

  /** This scope and inside it a variable that runs over {@code range}. */
  public Scope with(String variable, Range values) {
    return new Scope(variable, values, this);
  }

  /** This scope and inside it a variable that runs over {@code [min, min + extent)}. */
  public Scope with(String variable, Expr min, Expr extent) {
    return with(variable, new Range(min, extent));
  }

  /** This scope and inside it a variable that runs over {@code [0, extent)}. */
  public Scope with(String variable, long extent) {
    return with(variable, Range.to(IntConst.index(extent)));
  }

  /** This scope and inside it reduction indices over their ranges. */
  public Scope with(List<RVar> variables) {
    Scope inner = this;
    for (RVar variable : variables) {
      inner = inner.with(variable.name(), variable.given());
    }
    return inner;
  }

  public Optional<Range> find(String variable) {
    for (Scope s = this; s.outer != null; s = s.outer) {
      if (s.name.equals(variable)) {
        return Optional.of(s.range);
      }
    }
    return Optional.empty();
  }

  /** The position of a variable counted from the innermost; -1 if it is not bound. */
  int depth(String variable) {
    int depth = 0;
    for (Scope s = this; s.outer != null; s = s.outer, depth++) {
      if (s.name.equals(variable)) {
        return depth;
      }
    }
    return -1;
  }

  /** The scope outside the binding of {@code variable}. */
  Scope outside(String variable) {
    Scope s = this;
    while (s.outer != null && !s.name.equals(variable)) {
      s = s.outer;
    }
    return s.outer == null ? this : s.outer;
  }
}

package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A named function over an integer grid, immutable: a value for every point of its indices.
 *
 * <p>Equality is identity. Ranges that the user does not give are inferred when an
 * {@link Algorithm} is made; the Funcs of an algorithm have all of them.
 */
public final class Func implements Source {

  private final String name;
  private final List<Var> indices;
  private final Map<String, Range> ranges;
  private final Expr definition;
  private final String where;

  Func(String name, List<Var> indices, Map<String, Range> ranges, Expr definition, String where) {
    this.name = name;
    this.indices = List.copyOf(indices);
    this.ranges = Map.copyOf(ranges);
    this.definition = definition;
    this.where = where;
  }

  /** A Func that is named and indexed but not defined yet; see {@link Dsl#func}. */
  public static final class Declaration {

    private final String name;
    private final List<Var> indices;

    Declaration(String name, Var... indices) {
      Names.check(name, "a Func");
      this.name = name;
      this.indices = List.of(indices);
      Set<String> seen = new HashSet<>();
      for (Var index : indices) {
        if (!seen.add(index.name())) {
          throw new UserError("Func %s uses the index %s twice: %s.".formatted(name, index,
              this.indices));
        }
      }
    }

    /** The Func whose value at its indices is {@code definition}. */
    public Func is(Expr definition) {
      Func func = new Func(name, indices, Map.of(), definition, Where.caller());
      Definitions.check(func);
      return func;
    }
  }

  /** This Func with {@code index} running over {@code [0, extent)}. */
  public Func over(Var index, Expr extent) {
    return over(index, Range.to(extent));
  }

  /** This Func with {@code index} running over {@code [0, extent)}. */
  public Func over(Var index, long extent) {
    return over(index, IntConst.index(extent));
  }

  /** This Func with {@code index} running over {@code range}. */
  public Func over(Var index, Range range) {
    if (!indices.contains(index)) {
      throw new UserError("Func %s has no index %s; it has %s.".formatted(name, index, indices));
    }
    Map<String, Range> extended = new java.util.HashMap<>(ranges);
    extended.put(index.name(), range);
    return new Func(name, indices, extended, definition, where);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DType type() {
    return definition.type();
  }

  @Override
  public int rank() {
    return indices.size();
  }

  public List<Var> indices() {
    return indices;
  }

  public Expr definition() {
    return definition;
  }

  /** The range of an index, where it is known. */
  public Optional<Range> range(Var index) {
    return Optional.ofNullable(ranges.get(index.name()));
  }

  /** The ranges of all indices, in order. Only for Funcs of an {@link Algorithm}. */
  public List<Range> ranges() {
    List<Range> all = new ArrayList<>();
    for (Var index : indices) {
      all.add(range(index).orElseThrow(() -> new CompilerBug(
          "range of %s of %s asked before inference".formatted(index, name))));
    }
    return all;
  }

  /** The reduction that this Func consists of, if it is one. */
  public Optional<Reduce> reduction() {
    return definition instanceof Reduce reduce ? Optional.of(reduce) : Optional.empty();
  }

  /** {@code File.java:line} of the definition, or empty. */
  public String where() {
    return where;
  }

  /** This Func with another definition and the given ranges. */
  public Func with(Expr newDefinition, Map<String, Range> newRanges) {
    return new Func(name, indices, newRanges, newDefinition, where);
  }

  /** A Func made by the compiler: its ranges are known and it is trusted. */
  public static Func internal(String name, List<Var> indices, List<Range> ranges, Expr definition,
      String where) {
    Map<String, Range> map = new java.util.HashMap<>();
    for (int d = 0; d < indices.size(); d++) {
      map.put(indices.get(d).name(), ranges.get(d));
    }
    return new Func(name, indices, map, definition, where);
  }

  @Override
  public String toString() {
    return name + indices.toString().replace('[', '(').replace(']', ')') + " = " + definition;
  }
}

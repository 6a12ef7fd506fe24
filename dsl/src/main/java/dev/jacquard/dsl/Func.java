package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A named function over an integer grid, immutable: a value, or a tuple of values, for every point
 * of its indices. It is pure, a {@link Reduce}, or the {@link Update} of another Func.
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
  private final String storage;
  private final Advice advice;
  /** Found when first asked for: that of a long chain would else ask every Func before. */
  private List<DType> types;

  private Func(String name, List<Var> indices, Map<String, Range> ranges, Expr definition,
      String where, String storage, Advice advice) {
    this.name = name;
    this.storage = storage;
    this.advice = advice;
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
      Names.checkFunc(name);
      this.name = name;
      this.indices = Given.all("Index of Func " + name, indices);
      Set<String> seen = new HashSet<>();
      for (Var index : indices) {
        if (!seen.add(index.name())) {
          throw UserError.here("Func %s uses the index %s twice: %s. Rename one.".formatted(name,
                  index, this.indices));
        }
      }
    }

    /** The Func whose value at its indices is {@code definition}. */
    public Func is(Expr definition) {
      Given.given(definition, "The definition of Func " + name);
      Func func = new Func(name, indices, Map.of(), definition, Where.caller(), name,
          null);
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
    Given.given(index, "The index of a range of Func " + name);
    Given.given(range, "The range of " + index);
    if (definition instanceof Update) {
      throw UserError.here(("Func %s is an update, which has the ranges of what it changes. Give "
          + "the range of %s before the update: func(...).is(...).over(...).update(...).")
              .formatted(name, index));
    }
    if (!indices.contains(index)) {
      throw UserError.here("Func %s has no index %s; it has %s. Name one of these.".formatted(
              name, index, indices));
    }
    range.unsized().ifPresent(part -> {
      throw UserError.here(Definitions.unsized("Func " + name, index, range, part));
    });
    Map<String, Range> extended = new java.util.HashMap<>(ranges);
    extended.put(index.name(), range);
    return new Func(name, indices, extended, definition, where, storage, advice);
  }

  /**
   * Begins an update of this Func in place (Halide's update definition); see {@link Update} for
   * what it means and {@link UpdateDeclaration} for examples.
   *
   * @param at the place that is written, an index expression a dimension
   */
  public UpdateDeclaration update(Expr... at) {
    return new UpdateDeclaration(this, at);
  }

  Func updated(Update definition) {
    Func func = new Func(name, indices, Map.of(), definition, Where.caller(), storage, null);
    Definitions.check(func);
    return func;
  }

  /** Value {@code number} of a Func of several values a point, counted from 0. */
  public Edged value(int number) {
    if (number < 0 || number >= types().size()) {
      throw UserError.here(("Func %s has %d values a point, numbered from 0; there is no value %d. "
          + "Choose one of them.").formatted(name, types().size(), number));
    }
    return new Edged(this, Edge.NONE, number);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DType type() {
    return types().getFirst();
  }

  @Override
  public List<DType> types() {
    if (types == null) {
      types = Tuple.types(definition);
    }
    return types;
  }

  /** The memory that holds value {@code component}: the same for all stages of one Func. */
  @Override
  public String buffer(int component) {
    return types().size() == 1 ? storage : storage + ".v" + component;
  }

  /** The names of {@link #buffer} of all values. */
  public List<String> buffers() {
    return java.util.stream.IntStream.range(0, types().size()).mapToObj(this::buffer).toList();
  }

  /** The Func whose stage this is: {@code C} of stages {@code C.0}, {@code C.1} and {@code C}. */
  public String storage() {
    return storage;
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

  /** The update that this Func is, if it is one. */
  public Optional<Update> asUpdate() {
    return definition instanceof Update update ? Optional.of(update) : Optional.empty();
  }

  /** The reduction indices that this Func itself runs over: none if it is pure. */
  public List<RVar> variables() {
    return switch (definition) {
      case Reduce reduce -> reduce.variables();
      case Update update -> update.variables();
      default -> List.of();
    };
  }

  /** Whether this is a stage of a Func of several: an update, or what one changes. */
  public boolean isStaged() {
    return !name.equals(storage) || definition instanceof Update;
  }

  /** This Func with what its author advises on carrying it out; not part of what it computes. */
  public Func advised(Advice newAdvice) {
    return new Func(name, indices, ranges, definition, where, storage, newAdvice);
  }

  /** What its author advises. Lifted Funcs and updates of it have none. */
  public Optional<Advice> advice() {
    return Optional.ofNullable(advice);
  }

  /** {@code File.java:line} of the definition, or empty. */
  public String where() {
    return where;
  }

  /** This Func as written at {@code place}, {@code File:line}. */
  public Func writtenAt(String place) {
    return new Func(name, indices, ranges, definition, place, storage, advice);
  }

  /** This Func with another definition and the given ranges. */
  public Func with(Expr newDefinition, Map<String, Range> newRanges) {
    return new Func(name, indices, newRanges, newDefinition, where, storage, advice);
  }

  /** This Func with {@code index} before its own. */
  Func lifted(Var index, Range range, Expr newDefinition) {
    List<Var> more = new ArrayList<>(indices);
    more.addFirst(index);
    Map<String, Range> extended = new java.util.HashMap<>(ranges);
    extended.put(index.name(), range);
    return new Func(name, more, extended, newDefinition, where, storage, null);
  }

  /** Stage {@code number} of this Func, which later stages change. */
  Func stage(int number) {
    return new Func(name + "." + number, indices, ranges, definition, where, storage, null);
  }

  /** A Func made by the compiler: its ranges are known and it is trusted. */
  public static Func internal(String name, List<Var> indices, List<Range> ranges, Expr definition,
      String where) {
    Map<String, Range> map = new java.util.HashMap<>();
    for (int d = 0; d < indices.size(); d++) {
      map.put(indices.get(d).name(), ranges.get(d));
    }
    return new Func(name, indices, map, definition, where, name, null);
  }

  /** As {@link #internal}, a stage of {@code storage}. */
  public static Func stage(String name, String storage, List<Var> indices, List<Range> ranges,
      Expr definition, String where) {
    Func func = internal(name, indices, ranges, definition, where);
    return new Func(name, indices, func.ranges, definition, where, storage, null);
  }

  @Override
  public String toString() {
    return definition instanceof Update ? name + ": " + definition
        : name + indices.toString().replace('[', '(').replace(']', ')') + " = " + definition;
  }
}

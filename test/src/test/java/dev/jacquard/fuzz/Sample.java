package dev.jacquard.fuzz;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A small program, as data that can be made smaller.
 *
 * @param stages producers first; the last is the output
 * @param sizes what to run it at, one after the other
 * @param symbolic whether it is lowered once, with the sizes as arguments
 * @param lifted whether all of it is done once for each of a further dimension
 * @param relaxed whether floating point is
 */
record Sample(List<Stage> stages, List<Sizes> sizes, boolean symbolic,
    boolean lifted, boolean relaxed, List<Directive> directives) {

  /** The dimension that {@code lifted} adds. */
  static final Dim LIFTED = Dsl.dim("b", 3);

  /**
   * A Func; its definition reads an earlier one through an input of that name.
   *
   * @param ranges one for each index
   * @param author null if there is none but this stage
   */
  record Stage(String name, List<Var> indices, List<Range> ranges, Expr definition,
      List<Change> changes, Author author) {

    Stage(String name, List<Var> indices, List<Range> ranges, Expr definition,
        List<Change> changes) {
      this(name, indices, ranges, definition, changes, null);
    }

    Stage with(Expr newDefinition) {
      return new Stage(name, indices, ranges, newDefinition, changes, author);
    }

    Stage withChanges(List<Change> newChanges) {
      return new Stage(name, indices, ranges, definition, newChanges, author);
    }

    Stage by(Author newAuthor) {
      return new Stage(name, indices, ranges, definition, changes, newAuthor);
    }

    @Override
    public String toString() {
      return author instanceof Author.Library ? name + " = " + author
          : name + indices + " over " + ranges + " = " + definition
          + changes.stream().map(c -> "\n  then " + c).collect(Collectors.joining())
          + (author == null ? "" : "\n  " + author);
    }
  }

  /**
   * An update.
   *
   * @param condition null if there is none
   */
  record Change(List<Expr> at, List<RVar> order, Expr condition, Expr value) {

    @Override
    public String toString() {
      return "for " + order.stream().map(r -> r + " in " + r.given()).toList() + " where "
          + condition + ": " + at + " = " + value;
    }
  }

  /** The name that stands for one of several values of a stage. */
  static String buffer(String name, int component, int count) {
    return count == 1 ? name : name + ".v" + component;
  }

  private record Value(Func func, int component) {}

  Sample {
    stages = List.copyOf(stages);
    sizes = List.copyOf(sizes);
    directives = List.copyOf(directives);
  }

  Sample(List<Stage> stages, List<Sizes> sizes, boolean symbolic, boolean lifted,
      List<Directive> directives) {
    this(stages, sizes, symbolic, lifted, false, directives);
  }

  Sample with(List<Directive> newDirectives) {
    return new Sample(stages, sizes, symbolic, lifted, relaxed, newDirectives);
  }

  Sample withStages(List<Stage> newStages) {
    return new Sample(newStages, sizes, symbolic, lifted, relaxed, directives);
  }

  Sample withSizes(List<Sizes> newSizes) {
    return new Sample(stages, newSizes, symbolic, lifted, relaxed, directives);
  }

  /** At its first sizes alone, as numbers. */
  Sample bound() {
    return new Sample(stages, sizes.subList(0, 1), false, lifted, relaxed, directives);
  }

  Sample withoutLift() {
    return new Sample(stages, sizes, symbolic, false, relaxed, directives);
  }

  Sample withRelaxed(boolean newRelaxed) {
    return new Sample(stages, sizes, symbolic, lifted, newRelaxed, directives);
  }

  Schedule schedule() {
    return Schedule.of(directives);
  }

  /** The algorithm with symbolic sizes. */
  Algorithm algorithm() {
    Map<String, Value> made = new HashMap<>();
    Func last = null;
    for (Stage stage : stages) {
      last = Dsl.func(stage.name(), stage.indices().toArray(Var[]::new))
          .is(connect(stage.definition(), made));
      for (int d = 0; d < stage.indices().size(); d++) {
        last = last.over(stage.indices().get(d), stage.ranges().get(d));
      }
      for (Change change : stage.changes()) {
        last = changed(last, change, made);
      }
      if (stage.author() != null) {
        last = stage.author().of(last, input -> made.containsKey(input.name())
            ? made.get(input.name()).func() : input);
      }
      add(stage.name(), last, made);
    }
    Algorithm strict = Algorithm.of(last);
    Algorithm whole = lifted ? Algorithm.of(Dsl.lift(last, LIFTED,
        strict.inputs().toArray(Input[]::new))) : strict;
    return relaxed ? whole.relaxed() : whole;
  }

  private static void add(String name, Func func, Map<String, Value> made) {
    int count = func.types().size();
    for (int k = 0; k < count; k++) {
      made.put(buffer(name, k, count), new Value(func, k));
    }
  }

  private static Func changed(Func func, Change change, Map<String, Value> made) {
    add(RandomUpdate.SELF, func, made);
    var update = func.update(change.at().stream().map(e -> connect(e, made)).toArray(Expr[]::new))
        .over(change.order().toArray(RVar[]::new));
    var guarded = change.condition() == null ? update
        : update.where(connect(change.condition(), made));
    return guarded.is(connect(change.value(), made));
  }

  /** What is lowered to run at {@code given}. */
  Algorithm algorithm(Sizes given) {
    return bind(algorithm(), symbolic ? Sizes.NONE : given);
  }

  /** The sizes of {@code given} that the algorithm has, as numbers. */
  static Algorithm bind(Algorithm algorithm, Sizes given) {
    Sizes used = Sizes.NONE;
    for (var dim : algorithm.dims()) {
      if (given.get(dim.name()).isPresent()) {
        used = used.with(dim.name(), given.get(dim.name()).getAsLong());
      }
    }
    return algorithm.with(used);
  }

  private static Expr connect(Expr e, Map<String, Value> made) {
    Expr mapped = e.mapChildren(child -> connect(child, made));
    if (mapped instanceof Access access && made.containsKey(access.source().name())) {
      Value value = made.get(access.source().name());
      return new Access(value.func(), access.indices(), access.edge(), value.component());
    }
    return mapped;
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    stages.forEach(stage -> lines.add(stage.toString()));
    lines.addAll(lifted ? List.of("lifted over " + LIFTED) : List.of());
    lines.addAll(relaxed ? List.of("relaxed floating point") : List.of());
    lines.add((symbolic ? "compiled once, run at " : "compiled for and run at ")
        + sizes.stream().map(Sizes::toString).collect(Collectors.joining(" and at ")));
    lines.add(schedule().toString());
    return String.join("\n", lines);
  }
}

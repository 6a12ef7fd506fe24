package dev.jacquard.schedule.fuzz;

import dev.jacquard.dsl.Access;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dsl;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.Func;
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
 */
record Sample(List<Stage> stages, List<Sizes> sizes, boolean symbolic,
    List<Directive> directives) {

  /**
   * A Func; its definition reads an earlier one through an input of that name.
   *
   * @param ranges one for each index
   */
  record Stage(String name, List<Var> indices, List<Range> ranges, Expr definition) {

    Stage with(Expr newDefinition) {
      return new Stage(name, indices, ranges, newDefinition);
    }

    @Override
    public String toString() {
      return name + indices + " over " + ranges + " = " + definition;
    }
  }

  Sample {
    stages = List.copyOf(stages);
    sizes = List.copyOf(sizes);
    directives = List.copyOf(directives);
  }

  Sample with(List<Directive> newDirectives) {
    return new Sample(stages, sizes, symbolic, newDirectives);
  }

  Sample withStages(List<Stage> newStages) {
    return new Sample(newStages, sizes, symbolic, directives);
  }

  Sample withSizes(List<Sizes> newSizes) {
    return new Sample(stages, newSizes, symbolic, directives);
  }

  Schedule schedule() {
    return Schedule.of(directives);
  }

  /** The algorithm with symbolic sizes. */
  Algorithm algorithm() {
    Map<String, Func> made = new HashMap<>();
    Func last = null;
    for (Stage stage : stages) {
      last = Dsl.func(stage.name(), stage.indices().toArray(Var[]::new))
          .is(connect(stage.definition(), made));
      for (int d = 0; d < stage.indices().size(); d++) {
        last = last.over(stage.indices().get(d), stage.ranges().get(d));
      }
      made.put(stage.name(), last);
    }
    return Algorithm.of(last);
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

  private static Expr connect(Expr e, Map<String, Func> made) {
    Expr mapped = e.mapChildren(child -> connect(child, made));
    return mapped instanceof Access access && made.containsKey(access.source().name())
        ? access.of(made.get(access.source().name())) : mapped;
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    stages.forEach(stage -> lines.add(stage.toString()));
    lines.add((symbolic ? "compiled once, run at " : "compiled for and run at ")
        + sizes.stream().map(Sizes::toString).collect(Collectors.joining(" and at ")));
    lines.add(schedule().toString());
    return String.join("\n", lines);
  }
}

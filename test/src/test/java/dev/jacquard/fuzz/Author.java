package dev.jacquard.fuzz;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Input;
import dev.jacquard.dsl.Source;
import dev.jacquard.schedule.Carried;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Who else has a part in the Func of a stage, and brings a schedule with it. */
sealed interface Author {

  /**
   * The Func of the stage.
   *
   * @param written what the stage itself says
   * @param made what stands for an input of that name
   */
  Func of(Func written, UnaryOperator<Source> made);

  /** The Func is one of the library's; what the stage says is left out. */
  record Library(String op, List<Input> given, Maker maker) implements Author {

    /** How the library makes it. */
    @FunctionalInterface
    interface Maker {
      Func make(String name, List<Source> sources);
    }

    @Override
    public Func of(Func written, UnaryOperator<Source> made) {
      return maker.make(written.name(), given.stream().map(made::apply).toList());
    }

    @Override
    public String toString() {
      return op + given.stream().map(Input::name).collect(Collectors.joining(", ", "(", ")"));
    }
  }

  /** The Func is the stage's own and carries a schedule. */
  record Advice(Carried carried) implements Author {

    @Override
    public Func of(Func written, UnaryOperator<Source> made) {
      return written.isStaged() ? written : written.advised(carried);
    }

    @Override
    public String toString() {
      return "carries a schedule for what it needs but " + carried.sources();
    }
  }
}

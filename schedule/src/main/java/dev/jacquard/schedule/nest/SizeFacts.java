package dev.jacquard.schedule.nest;

import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Dim;
import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.Directive;
import dev.jacquard.schedule.ScheduleError;
import java.util.ArrayList;
import java.util.List;

/** What {@code bound} and {@code specialize} say of a size: it exists, and can be so. */
final class SizeFacts {

  private SizeFacts() {}

  /** @param applied the directives before */
  static void require(Algorithm algorithm, List<Directive> applied, Directive.OfSize facts) {
    requireSize(algorithm, facts.size());
    requirePossible(algorithm, facts);
    requireNews(facts);
    if (facts instanceof Directive.Bound bound) {
      requireOnce(applied, bound);
      requireGiven(algorithm, bound);
    }
  }

  /** Of an algorithm written with numbers alone nothing is known. */
  private static void requireSize(Algorithm algorithm, String size) {
    List<String> names = new ArrayList<>(algorithm.dims().stream().map(Dim::name).toList());
    names.addAll(algorithm.given().values().keySet());
    if (!names.isEmpty() && !names.contains(size)) {
      throw new ScheduleError("there is no size %s. Sizes: %s. Name one of these.".formatted(size,
          String.join(", ", names)));
    }
  }

  private static void requirePossible(Algorithm algorithm, Directive.OfSize facts) {
    try {
      Dim stronger = facts.stronger();
      algorithm.dims().stream().filter(dim -> dim.name().equals(facts.size())).forEach(dim ->
          dim.and(stronger));
    } catch (UserError error) {
      throw new ScheduleError(error.reason());
    }
  }

  private static void requireNews(Directive.OfSize facts) {
    String size = facts.size();
    if (facts.stronger().equals(new Dim(size, facts.stronger().defaultSize()))) {
      throw new ScheduleError(("dim %s says nothing of %s beyond what holds of every size. Give "
          + "facts: %s(dim(\"%s\", 64).multipleOf(16)).").formatted(size, size, facts.word(),
              size));
    }
  }

  private static void requireOnce(List<Directive> applied, Directive.Bound bound) {
    String size = bound.size();
    for (int i = 0; i < applied.size(); i++) {
      if (applied.get(i) instanceof Directive.Bound before && before.size().equals(size)) {
        throw new ScheduleError(("directive %d, %s, has bound %s already. Say all facts in one: "
            + "bound(dim(\"%s\", 64).atMost(512).multipleOf(16)).").formatted(i + 1, before, size,
                size));
      }
    }
  }

  private static void requireGiven(Algorithm algorithm, Directive.Bound bound) {
    algorithm.given().get(bound.size()).ifPresent(size -> {
      if (!bound.stronger().allows(size)) {
        throw new ScheduleError(("%s = %d was given when compiling, and by this bound %s. Give "
            + "another size, or leave bound out.").formatted(bound.size(), size,
                bound.stronger().facts()));
      }
    });
  }
}

package dev.jacquard.benchmarks;

import dev.jacquard.cli.text.Units;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of a suite's result.
 *
 * @param op the operator
 * @param shape its sizes
 * @param what the schedule, the peer, or the part of the way that was timed
 * @param asked the figure to reach; without one the row is there for comparison
 * @param figures in {@code unit}, one a round; their median is what counts
 * @param versus against the peer of the same rounds
 */
record Row(String op, String shape, String what, Unit unit, OptionalDouble asked, Figures figures,
    Optional<Versus> versus) {

  /**
   * @param peer its name
   * @param ratios our speed over the peer's, round by round: more than 1 is faster
   */
  record Versus(String peer, Figures ratios) {}

  /** A row that nothing is asked of and that has no peer. */
  static Row of(String op, String shape, String what, Unit unit, Figures figures) {
    return new Row(op, shape, what, unit, OptionalDouble.empty(), figures, Optional.empty());
  }

  Row asked(double figure) {
    return new Row(op, shape, what, unit, OptionalDouble.of(figure), figures, versus);
  }

  Row versus(String peer, Figures ratios) {
    return new Row(op, shape, what, unit, asked, figures, Optional.of(new Versus(peer, ratios)));
  }

  Optional<Boolean> met() {
    return asked.isPresent()
        ? Optional.of(unit.meets(figures.median(), asked.getAsDouble())) : Optional.empty();
  }

  /** The row for programs; {@code asked}, {@code ratio} and {@code met} are null without one. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("op", op);
    fields.put("shape", shape);
    fields.put("what", what);
    fields.put("unit", unit.symbol());
    fields.put("asked", asked.isPresent() ? asked.getAsDouble() : null);
    fields.put("measured", Units.round(figures.median(), 4));
    fields.put("min", Units.round(figures.min(), 4));
    fields.put("median", Units.round(figures.median(), 4));
    fields.put("ratio", versus.map(each -> Units.round(each.ratios.median(), 4)).orElse(null));
    fields.put("ratio_min", versus.map(each -> Units.round(each.ratios.min(), 4)).orElse(null));
    fields.put("peer", versus.map(Versus::peer).orElse(null));
    fields.put("met", met().orElse(null));
    return fields;
  }
}

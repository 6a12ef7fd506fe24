package dev.jacquard.dsl;

import java.io.Serializable;

/**
 * What an access outside a source's range means, dimension by dimension. With {@code n} elements
 * from 0:
 *
 * @param mode the rule
 * @param outside the value outside under {@link Mode#CONSTANT}; null otherwise
 */
public record Edge(Mode mode, Expr outside) implements Serializable {

  /** The rules, with what index -2 means where it is not an error. */
  public enum Mode {
    /** Every access must be inside. */
    NONE,
    /** The nearest element: -2 is 0. */
    CLAMP,
    /** Periodic: -2 is n - 2. */
    WRAP,
    /** Mirrored, edge element twice: -2 is 1. */
    MIRROR,
    /** Mirrored about the edge element: -2 is 2. */
    MIRROR_INTERIOR,
    /**
     * Promised not to happen, and not proved: a device takes the nearest element, so that memory is
     * safe, and the reference evaluator, which checks a run, fails with the index and its value.
     */
    CHECKED,
    /** A given value. */
    CONSTANT
  }

  public static final Edge NONE = new Edge(Mode.NONE, null);
  public static final Edge CLAMP = new Edge(Mode.CLAMP, null);
  public static final Edge WRAP = new Edge(Mode.WRAP, null);
  public static final Edge MIRROR = new Edge(Mode.MIRROR, null);
  public static final Edge MIRROR_INTERIOR = new Edge(Mode.MIRROR_INTERIOR, null);
  public static final Edge CHECKED = new Edge(Mode.CHECKED, null);

  /** {@code value} everywhere outside. */
  public static Edge constant(Expr value) {
    return new Edge(Mode.CONSTANT, Given.given(value, "The value outside"));
  }

  /** A whole number everywhere outside, in the type of the source. */
  public static Edge constant(long value) {
    return constant(Dsl.lit(value));
  }

  public static Edge constant(double value) {
    return constant(Dsl.lit(value));
  }

  /**
   * The index inside {@code range} that {@code index} means, except under NONE; under CONSTANT the
   * nearest, whose value is not used. With n elements from m, and {@code t} the distance from m
   * modulo 2n (mirror) or 2(n - 1):
   *
   * <pre>
   * clamp: min(max(i, m), m + n - 1)          wrap: m + (i - m) % n
   * mirror: m + min(t, 2n - 1 - t)            mirror interior: m + min(t, 2(n - 1) - t)
   * </pre>
   */
  public Expr inside(Expr index, Range range) {
    Expr from = index.minus(range.min());
    Expr n = range.extent();
    return switch (mode) {
      case NONE -> index;
      case CLAMP, CONSTANT, CHECKED -> index.max(range.min()).min(range.max());
      case WRAP -> range.min().plus(from.rem(n));
      case MIRROR -> range.min().plus(mirrored(from.rem(n.times(2)), n.times(2).minus(1)));
      case MIRROR_INTERIOR -> range.min().plus(mirrored(from.rem(n.minus(1).times(2).max(1)),
          n.minus(1).times(2)));
    };
  }

  private static Expr mirrored(Expr position, Expr last) {
    return position.min(last.minus(position));
  }

  public boolean isNone() {
    return mode == Mode.NONE;
  }
}

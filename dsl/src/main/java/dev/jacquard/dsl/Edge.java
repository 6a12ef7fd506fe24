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
    /** A given value. */
    CONSTANT
  }

  public static final Edge NONE = new Edge(Mode.NONE, null);
  public static final Edge CLAMP = new Edge(Mode.CLAMP, null);
  public static final Edge WRAP = new Edge(Mode.WRAP, null);
  public static final Edge MIRROR = new Edge(Mode.MIRROR, null);
  public static final Edge MIRROR_INTERIOR = new Edge(Mode.MIRROR_INTERIOR, null);

  /** {@code value} everywhere outside. */
  public static Edge constant(Expr value) {
    return new Edge(Mode.CONSTANT, value);
  }

  /** A whole number everywhere outside, in the type of the source. */
  public static Edge constant(long value) {
    return constant(Dsl.lit(value));
  }

  public static Edge constant(double value) {
    return constant(Dsl.lit(value));
  }

  public boolean isNone() {
    return mode == Mode.NONE;
  }
}

package dev.jacquard.dsl;

import java.math.BigInteger;

/**
 * A named size, an i64 expression: a constant once sizes are given, else an argument of the kernel.
 *
 * <p>Facts about it belong to it, and are checked when a size is given or a program is run.
 *
 * @param name the name under which a size is given
 * @param defaultSize what the command line and tests use when none is given
 * @param least the size is at least this, 0 or more
 * @param most the size is at most this
 * @param multiple the size is a multiple of this, 1 or more
 */
public record Dim(String name, long defaultSize, long least, long most, long multiple)
    implements Leaf {

  public Dim {
    Names.check(name, "a Dim");
    if (multiple < 1 || least < 0 || most < least) {
      throw UserError.here(("Dim %s: no size is allowed if %s. Give atLeast(0) or more, an atMost "
          + "that is not less, and multipleOf(1) or more.").formatted(name,
              facts(least, most, multiple)));
    }
    if (defaultSize < least || defaultSize > most || defaultSize % multiple != 0) {
      throw UserError.here(("Dim %s: the default size %d contradicts its facts: %s. Give another "
          + "default.").formatted(name, defaultSize, facts(least, most, multiple)));
    }
  }

  public Dim(String name, long defaultSize) {
    this(name, defaultSize, 1, Integer.MAX_VALUE, 1);
  }

  public Dim atLeast(long size) {
    return new Dim(name, defaultSize, size, most, multiple);
  }

  public Dim atMost(long size) {
    return new Dim(name, defaultSize, least, size, multiple);
  }

  public Dim multipleOf(long factor) {
    return new Dim(name, defaultSize, least, most, factor);
  }

  /**
   * This size with the facts of {@code other} too; its default stays if they allow it.
   *
   * @throws UserError if no size has them all
   */
  public Dim and(Dim other) {
    BigInteger a = BigInteger.valueOf(multiple);
    BigInteger b = BigInteger.valueOf(other.multiple);
    long factor = a.multiply(b).divide(a.gcd(b)).min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValue();
    long low = Math.max(least, other.least);
    long high = Math.min(most, other.most);
    long first = Math.ceilDiv(Math.max(low, 1), factor) * factor;
    if (first > high) {
      throw UserError.here("No size %s has all facts: %s, and %s. Give facts that go together."
          .formatted(name, facts(), other.facts()));
    }
    boolean stays = allows(defaultSize) && other.allows(defaultSize);
    return new Dim(name, stays ? defaultSize : first, low, high, factor);
  }

  /** Fails unless {@code size} agrees with the facts. */
  public void require(long size) {
    if (!allows(size)) {
      throw UserError.here("Size %s = %d is not allowed: %s. Give another.".formatted(name, size,
          facts()));
    }
  }

  /** Whether {@code size} agrees with the facts. */
  public boolean allows(long size) {
    return size >= least && size <= most && size % multiple == 0;
  }

  /** The facts in words: {@code it must lie in [4, 1024] and be a multiple of 4}. */
  public String facts() {
    return facts(least, most, multiple);
  }

  private static String facts(long least, long most, long multiple) {
    String range = least == most ? "it must be " + least
        : "it must lie in [%d, %d]".formatted(least, most);
    return multiple == 1 ? range : range + " and be a multiple of " + multiple;
  }

  @Override
  public DType type() {
    return DType.I64;
  }

  @Override
  public String toString() {
    return name;
  }
}

package dev.jacquard.dsl;

import java.util.Optional;

/**
 * A reduction index. Its type is i64; its range is inferred from its uses when absent.
 *
 * @param name unique among the indices of the Func it appears in
 * @param given the range, if the user or inference has fixed it; null otherwise
 */
public record RVar(String name, Range given) implements Leaf {

  public RVar {
    Names.check(name, "an RVar");
  }

  public Optional<Range> range() {
    return Optional.ofNullable(given);
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

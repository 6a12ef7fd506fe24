package dev.jacquard.dsl;

import java.io.Serializable;
import java.util.List;

/**
 * A named tensor that the caller supplies.
 *
 * @param extents one size expression a dimension
 * @param constant whether the caller promises not to change it between runs, so that a program may
 *     rearrange it once, in {@code prepare}
 */
public record Input(String name, DType type, List<Expr> extents, boolean constant)
    implements Source, Serializable {

  public Input {
    Names.check(name, "an Input");
    Given.given(type, "The type of Input " + name);
    extents = Given.all("Size of Input " + name, extents.toArray(Expr[]::new));
    for (Expr extent : extents) {
      if (Range.unsized(extent).isPresent()) {
        throw UserError.here(("Input %s: the size %s is not made of sizes and whole numbers. Give "
            + "a number or a Dim: dim(\"n\", 8).").formatted(name, extent));
      }
    }
  }

  /** This input, promised not to change between runs. */
  public Input asConstant() {
    return new Input(name, type, extents, true);
  }

  @Override
  public int rank() {
    return extents.size();
  }

  /** {@code A: f32[m, k]}, with {@code constant} behind it where that is promised. */
  @Override
  public String toString() {
    return name + ": " + type + extents + (constant ? " constant" : "");
  }
}

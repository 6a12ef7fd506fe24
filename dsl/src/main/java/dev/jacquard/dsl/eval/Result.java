package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.data.Tensor;
import java.util.Optional;

/**
 * What the oracle says of one output, at all its points or at some.
 *
 * @param name the output
 * @param type the output's type
 * @param shape the output's extents
 * @param values f64 for float outputs, not rounded to {@code type}; else of {@code type}; of the
 *     output's shape, or one value a point
 * @param tolerances f64, of the shape of {@code values}: how far a correct program may be from
 *     each value, infinite where the value cannot be judged; empty if all must be equal
 * @param points the row-major positions of the values, ascending; empty if all are there
 */
public record Result(String name, DType type, long[] shape, Tensor values,
    Optional<Tensor> tolerances, Optional<long[]> points) {

  /** The number of values. */
  public long size() {
    return values.size();
  }

  /** The values rounded to the type of the output, in its shape where all points are there. */
  public Tensor tensor() {
    if (!type.isFloat()) {
      return values;
    }
    Tensor rounded = Tensor.zeros(type, values.shape());
    for (long i = 0; i < size(); i++) {
      rounded.setDoubleAt(i, values.getDoubleAt(i));
    }
    return rounded;
  }

  /** How far a correct program may be from value {@code i}, in the unit of the value. */
  public double tolerance(long i) {
    return tolerances.map(t -> t.getDoubleAt(i)).orElse(0.0);
  }

  /** The row-major position in the output of value {@code i}. */
  public long position(long i) {
    return points.map(p -> p[(int) i]).orElse(i);
  }

  /** The largest finite tolerance. */
  public double largestTolerance() {
    double largest = 0;
    for (long i = 0; tolerances.isPresent() && i < size(); i++) {
      double t = tolerance(i);
      largest = t < Double.POSITIVE_INFINITY ? Math.max(largest, t) : largest;
    }
    return largest;
  }
}

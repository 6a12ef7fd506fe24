package dev.jacquard.dsl.eval;

import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Tensor;
import java.util.Arrays;

/**
 * The verdict on one computed output.
 *
 * @param ok whether every value that can be judged is right
 * @param maxAbsError the largest distance from the oracle
 * @param maxRelError the largest distance divided by the magnitude of the oracle's value
 * @param tolerance the largest distance that was allowed anywhere
 * @param compared the number of values that were judged
 * @param unjudged the number of values about which the oracle cannot decide
 * @param wrong the number of wrong values
 * @param message one line: what was compared, and the worst value if any is wrong
 */
public record Check(boolean ok, double maxAbsError, double maxRelError, double tolerance,
    long compared, long unjudged, long wrong, String message) {

  /**
   * Holds a computed output against the oracle. Integers and booleans must be equal unless they
   * hang on a float; NaN equals NaN, an infinity itself.
   *
   * @throws UserError if type or shape are not the output's
   */
  public static Check of(Result expected, Tensor actual) {
    requireSame(expected.name(), expected.type(), expected.shape(), actual);
    Tensor dense = actual.toCanonical();
    Comparison comparison = new Comparison(expected.name(), expected.type(), expected.shape());
    for (long i = 0; i < expected.size(); i++) {
      comparison.add(expected.position(i), expected.values(), i, dense, expected.tolerance(i));
    }
    return comparison.verdict();
  }

  /**
   * Holds a computed output against the whole output of a trusted run.
   *
   * @param allowed the distance allowed at every value; {@code 2 * result.largestTolerance()} where
   *     the trusted run was itself checked at a sample of points
   */
  public static Check against(String name, Tensor trusted, Tensor actual, double allowed) {
    requireSame(name, trusted.type(), trusted.shape(), actual);
    Tensor reference = trusted.toCanonical();
    Tensor dense = actual.toCanonical();
    Comparison comparison = new Comparison(name, trusted.type(), trusted.shape());
    for (long i = 0; i < reference.size(); i++) {
      comparison.add(i, reference, i, dense, allowed);
    }
    return comparison.verdict();
  }

  private static void requireSame(String name, DType type, long[] shape, Tensor actual) {
    if (actual.type() != type || !Arrays.equals(actual.shape(), shape)) {
      throw UserError.here(("Output %s is %s%s; the tensor to check is %s%s. Give one of the type "
          + "and shape of the output.").formatted(name, type, Arrays.toString(shape), actual.type(),
              Arrays.toString(actual.shape())));
    }
  }

  /** Collects the distances of values one by one. */
  private static final class Comparison {

    private final String name;
    private final DType type;
    private final long[] shape;
    private double maxAbsError;
    private double maxRelError;
    private double tolerance;
    private long compared;
    private long unjudged;
    private long wrong;
    private double worstExcess;
    private String worst = "";

    Comparison(String name, DType type, long[] shape) {
      this.name = name;
      this.type = type;
      this.shape = shape;
    }

    void add(long position, Tensor expected, long at, Tensor actual, double allowed) {
      if (allowed == Double.POSITIVE_INFINITY) {
        unjudged++;
        return;
      }
      compared++;
      double distance = distance(expected, at, actual, position);
      double size = Math.abs(expected.getDoubleAt(at));
      maxAbsError = Math.max(maxAbsError, distance);
      maxRelError = Math.max(maxRelError, distance == 0 ? 0
          : size > 0 ? distance / size : Double.POSITIVE_INFINITY);
      tolerance = Math.max(tolerance, allowed);
      if (!(distance <= allowed)) {
        wrong++;
        note(position, expected, at, actual, distance, allowed);
      }
    }

    private double distance(Tensor expected, long at, Tensor actual, long position) {
      if (!type.isFloat()) {
        return Integers.distance(type, expected.getLongAt(at), actual.getLongAt(position));
      }
      double e = expected.getDoubleAt(at);
      double a = actual.getDoubleAt(position);
      if (e == a || Double.isNaN(e) && Double.isNaN(a)) {
        return 0;
      }
      double distance = Math.abs(e - a);
      return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    private void note(long position, Tensor expected, long at, Tensor actual, double distance,
        double allowed) {
      double excess = distance / Math.max(allowed, Double.MIN_NORMAL);
      if (worst.isEmpty() || excess > worstExcess) {
        worstExcess = excess;
        worst = "worst at %s: expected %s, got %s, off by %s, allowed %s".formatted(
            Arrays.toString(index(position)), text(expected, at), text(actual, position),
            shorten(distance), shorten(allowed));
      }
    }

    private String text(Tensor tensor, long at) {
      return type == DType.F64 ? Double.toString(tensor.getDoubleAt(at))
          : type.isFloat() ? Float.toString((float) tensor.getDoubleAt(at))
          : type.format(tensor.getLongAt(at));
    }

    private static String shorten(double value) {
      return value == Math.rint(value) && value < 1e6 ? Long.toString((long) value)
          : String.format(java.util.Locale.ROOT, "%.3g", value);
    }

    private long[] index(long position) {
      long[] index = new long[shape.length];
      long rest = position;
      for (int d = shape.length - 1; d >= 0; d--) {
        index[d] = rest % shape[d];
        rest /= shape[d];
      }
      return index;
    }

    Check verdict() {
      String judged = unjudged == 0 ? "" : ", %d not judged".formatted(unjudged);
      long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      String sampled = compared + unjudged < size ? "compared, of %d, ".formatted(size) : "";
      String message = wrong == 0
          ? "%s: all %d values %sare right%s.".formatted(name, compared, sampled, judged)
          : "%s: %d of %d values are wrong%s; %s.".formatted(name, wrong, compared, judged, worst);
      return new Check(wrong == 0, maxAbsError, maxRelError, tolerance, compared, unjudged, wrong,
          message);
    }
  }
}

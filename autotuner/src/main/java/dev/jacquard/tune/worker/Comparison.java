package dev.jacquard.tune.worker;

import dev.jacquard.dsl.data.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Results beside expected values.
 *
 * @param right whether every element is as close as allowed
 * @param maxError the greatest absolute difference; infinite if only one of two is a number
 * @param message the first wrong element and how many there are; empty if right
 */
record Comparison(boolean right, double maxError, String message) {

  private static final Comparison EQUAL = new Comparison(true, 0, "");

  /** The worst of the comparisons of all outputs. */
  static Comparison all(List<Comparison> parts) {
    return parts.stream().reduce(EQUAL, Comparison::and);
  }

  private Comparison and(Comparison other) {
    return new Comparison(right && other.right, Math.max(maxError, other.maxError),
        right ? other.message : message);
  }

  /** Compares dense tensors; both are in the canonical layout. */
  static Comparison of(Expected expected, Tensor actual) {
    Tensor values = expected.values();
    if (values.segment().mismatch(actual.segment()) == -1) {
      return EQUAL;
    }
    Tally tally = new Tally(expected, actual);
    for (long i = 0, size = values.size(); i < size; i++) {
      tally.add(i);
    }
    return tally.comparison();
  }

  /** A running comparison of one output. */
  private static final class Tally {
    private final Tensor values;
    private final Tensor actual;
    private final Tensor allowed;
    private final String name;
    private double maxError;
    private long wrong;
    private long first;

    Tally(Expected expected, Tensor actual) {
      this.values = expected.values();
      this.actual = actual;
      this.allowed = expected.allowed().orElse(null);
      this.name = expected.name();
    }

    void add(long i) {
      if (sameBits(i)) {
        return;
      }
      double error = error(values.getDoubleAt(i), actual.getDoubleAt(i));
      maxError = Math.max(maxError, error);
      if (allowed == null || !(error <= allowed.getDoubleAt(i))) {
        first = wrong++ == 0 ? i : first;
      }
    }

    private boolean sameBits(long i) {
      return values.type().isFloat()
          ? Double.doubleToRawLongBits(values.getDoubleAt(i))
              == Double.doubleToRawLongBits(actual.getDoubleAt(i))
          : values.getLongAt(i) == actual.getLongAt(i);
    }

    private static double error(double value, double got) {
      if (value == got || Double.isNaN(value) && Double.isNaN(got)) {
        return 0;
      }
      double difference = Math.abs(value - got);
      return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    Comparison comparison() {
      return new Comparison(wrong == 0, maxError, wrong == 0 ? "" : message());
    }

    private String message() {
      return "%s%s is %s, expected %s%s; %d of %d elements are wrong".formatted(name, index(),
          text(actual), text(values),
          allowed == null ? "" : " within " + (float) allowed.getDoubleAt(first), wrong,
          values.size());
    }

    private String text(Tensor tensor) {
      return tensor.type().isFloat() ? Double.toString(tensor.getDoubleAt(first))
          : tensor.type().format(tensor.getLongAt(first));
    }

    private List<Long> index() {
      List<Long> index = new ArrayList<>();
      long rest = first;
      for (int dim = values.rank() - 1; dim >= 0; dim--) {
        index.addFirst(rest % values.extent(dim));
        rest /= values.extent(dim);
      }
      return index;
    }
  }
}

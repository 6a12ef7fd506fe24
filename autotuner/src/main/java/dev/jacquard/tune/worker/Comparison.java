package dev.jacquard.tune.worker;

import dev.jacquard.dsl.data.Tensor;
import java.lang.foreign.MemorySegment;
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
    if (expected.values().segment().mismatch(actual.segment()) == -1) {
      return EQUAL;
    }
    Tally tally = new Tally(expected, actual);
    if (expected.allowed().isPresent()) {
      tally.addBlocks();
    } else {
      tally.addMismatches();
    }
    return tally.comparison();
  }

  /** A running comparison of one output. */
  private static final class Tally {
    private static final int BLOCK = 4096;

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

    void addMismatches() {
      MemorySegment a = values.segment();
      MemorySegment b = actual.segment();
      int bytes = values.type().bytes();
      long from = 0;
      for (long at = a.mismatch(b); at >= 0; at = a.asSlice(from).mismatch(b.asSlice(from))) {
        add((from + at) / bytes);
        from = ((from + at) / bytes + 1) * bytes;
      }
    }

    /** Elements that are close enough need no second look. */
    void addBlocks() {
      Block wanted = new Block(values, BLOCK);
      Block got = new Block(actual, BLOCK);
      Block limits = new Block(allowed, BLOCK);
      for (long from = 0, size = values.size(); from < size; from += BLOCK) {
        int count = (int) Math.min(BLOCK, size - from);
        addBlock(from, wanted.read(from, count), got.read(from, count), limits.read(from, count),
            count);
      }
    }

    private void addBlock(long from, double[] wanted, double[] got, double[] limits, int count) {
      boolean rounds = values.type().bytes() == Long.BYTES && !values.type().isFloat();
      for (int i = 0; i < count; i++) {
        double error = Math.abs(wanted[i] - got[i]);
        if (error <= limits[i] && (error > 0 || !rounds)) {
          maxError = Math.max(maxError, error);
        } else {
          add(from + i);
        }
      }
    }

    private void add(long i) {
      double error = error(i);
      maxError = Math.max(maxError, error);
      if (allowed == null || !(error <= allowed.getDoubleAt(i))) {
        first = wrong++ == 0 ? i : first;
      }
    }

    private double error(long i) {
      double value = values.getDoubleAt(i);
      double got = actual.getDoubleAt(i);
      if (value == got || Double.isNaN(value) && Double.isNaN(got)) {
        return values.type().isFloat() ? 0
            : Math.abs((double) (values.getLongAt(i) - actual.getLongAt(i)));
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

package dev.jacquard.schedule.backend;

import dev.jacquard.schedule.ir.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One launch of a kernel, its index space as numbers.
 *
 * @param groups the number of work-groups along each axis, fastest first, each at least 1
 * @param items the number of items of a group along each axis, fastest first
 * @param sizes the values of the kernel's scalar arguments, in their order
 */
public record Launch(Kernel kernel, long[] groups, long[] items, long[] sizes) {

  /** The launch of {@code kernel} under these sizes and variables of host loops. */
  static Launch of(Kernel kernel, Map<String, Long> variables) {
    return new Launch(kernel, extents(kernel.groups(), variables),
        extents(kernel.items(), variables),
        kernel.sizes().stream().mapToLong(d -> HostValues.evaluate(d, variables)).toArray());
  }

  private static long[] extents(List<Kernel.Axis> axes, Map<String, Long> variables) {
    return axes.stream().mapToLong(a -> HostValues.evaluate(a.extent(), variables)).toArray();
  }

  /** Whether some axis has no extent, so that nothing runs. */
  public boolean isEmpty() {
    return Arrays.stream(groups).anyMatch(n -> n <= 0)
        || Arrays.stream(items).anyMatch(n -> n <= 0);
  }

  public long groupCount() {
    return Arrays.stream(groups).reduce(1, Math::multiplyExact);
  }

  public long itemCount() {
    return Arrays.stream(items).reduce(1, Math::multiplyExact);
  }
}

package dev.jacquard.schedule.sketch;

import dev.jacquard.dsl.Func;
import dev.jacquard.dsl.Range;
import dev.jacquard.dsl.Var;
import java.util.List;

/**
 * How well a loop serves as the vector axis: the cost of a point's accesses when neighbours along
 * it are lanes. A dense vector or a broadcast is cheap, a gather costs a load a lane; copying the
 * source into panels first costs little if it is read often, and nothing between runs if it is
 * constant.
 */
final class VectorAxis {

  private static final double BROADCAST = 0.4;
  private static final double DENSE = 1;
  private static final double PACKED = 1.3;
  private static final double PACKED_EACH_RUN = 2.5;
  private static final double GATHERED = 1.5;
  private static final double READ_OFTEN = 8;

  private VectorAxis() {}

  /** The cost of a point with {@code lanes} lanes along {@code index}, in loads. */
  static double cost(Func func, String index, long lanes, List<AccessPattern> accesses) {
    double steps = Fusion.points(func) / func.ranges().stream().mapToDouble(AccessPattern::extent)
        .reduce(1, (a, b) -> a * b);
    double cost = 0;
    for (AccessPattern access : accesses) {
      cost += load(func, access, access.stride(index), lanes);
    }
    double scatter = outputStride(func, index) == 1 ? 1 : lanes;
    return (cost + scatter / steps) / lanes;
  }

  private static double load(Func func, AccessPattern access, long stride, long lanes) {
    if (stride == 0) {
      return BROADCAST;
    }
    if (stride == 1) {
      return DENSE;
    }
    boolean often = Fusion.points(func) / access.elements() >= READ_OFTEN;
    return access.isConstant() ? PACKED : often ? PACKED_EACH_RUN : GATHERED * lanes;
  }

  /** Whether neighbours along an index are neighbours in memory, in the Func and all it reads. */
  static boolean isDense(Func func, String index, List<AccessPattern> accesses) {
    return outputStride(func, index) == 1
        && accesses.stream().allMatch(a -> a.stride(index) <= 1);
  }

  /** The distance between neighbours along an index in the Func itself. */
  static long outputStride(Func func, String index) {
    List<Range> ranges = func.ranges();
    long unit = 1;
    for (int d = func.rank() - 1; d >= 0; d--) {
      Var own = func.indices().get(d);
      if (own.name().equals(index)) {
        return unit;
      }
      unit *= AccessPattern.extent(ranges.get(d));
    }
    return unit;
  }
}

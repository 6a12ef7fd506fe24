package dev.jacquard.benchmarks.peer;

import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.benchmarks.Ours;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Oracle;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.ir.StoreHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kernel that copies an image's bytes, on the same device through the same runtime: what a kernel
 * that reads and writes as much can hope for.
 */
public final class DeviceCopy {

  /** Elements of one work-item's share. */
  private static final List<Long> SHARES = List.of(1024L, 16_384L, 262_144L);
  private static final int RUNS = 15;
  private static final int RUNS_OF_MANY = 4;
  /** More than any cache holds: narrow vectors and small shares are not worth trying. */
  private static final long MANY_BYTES = 1L << 27;

  private DeviceCopy() {}

  /**
   * The fastest of some kernels, which differ in the width of vectors, 16 bytes and 64, and in the
   * work-item's share.
   *
   * @param setting a copying algorithm's setting on the device
   * @param bytes how many, a multiple of 4
   */
  public static Ours fastest(Function<Workload, Setting> setting, long bytes) {
    Ours best = null;
    boolean many = bytes > MANY_BYTES;
    for (DType type : many ? List.of(DType.U32) : List.of(DType.U8, DType.U32)) {
      Setting copying = setting.apply(workload(type, bytes / type.bytes()));
      Map<String, Tensor> inputs = Oracle.of(copying).inputs();
      for (ChosenSchedule variant : variants(copying, many ? SHARES.subList(1, 3) : SHARES)) {
        best = faster(best, Ours.of(copying, variant, inputs), many ? RUNS_OF_MANY : RUNS);
      }
    }
    return best;
  }

  /** Of two kernels, closing the other; {@code best} may be null. */
  static Ours faster(Ours best, Ours candidate, int runs) {
    candidate.run(2);
    if (best == null) {
      return candidate;
    }
    boolean wins = candidate.best(runs) < best.best(runs);
    (wins ? best : candidate).close();
    return wins ? candidate : best;
  }

  private static Workload workload(DType type, long elements) {
    Var i = var("i");
    Algorithm copy = Algorithm.of(func("Y", i).is(input("X", type, lit(elements)).at(i)));
    return new Workload("copy", "copy", copy, copy, Sizes.NONE, Optional.empty());
  }

  private static List<ChosenSchedule> variants(Setting setting, List<Long> shares) {
    Algorithm copy = setting.workload().algorithm();
    int lanes = setting.choice().device().target().lanes(copy.outputs().getFirst().type());
    long elements = Long.parseLong(copy.inputs().getFirst().extents().getFirst().toString());
    List<ChosenSchedule> variants = new ArrayList<>();
    for (long share : shares) {
      if (share <= elements) {
        Schedule split = Schedule.of(copy).split("i", share).parallel("i.outer");
        Schedule cached = lanes > 1 ? split.vectorize("i.inner", lanes) : split;
        String origin = "%d elements an item".formatted(share);
        variants.add(new ChosenSchedule("copy", origin, cached));
        variants.add(new ChosenSchedule("copy", origin + ", past the caches",
            cached.storeHint(StoreHint.STREAM)));
      }
    }
    variants.add(new ChosenSchedule("copy", "one loop", Schedule.of(copy)));
    return variants;
  }
}

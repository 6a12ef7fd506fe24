package dev.jacquard.benchmarks.peer;

import static dev.jacquard.dsl.DType.F32;
import static dev.jacquard.dsl.Dsl.func;
import static dev.jacquard.dsl.Dsl.input;
import static dev.jacquard.dsl.Dsl.lit;
import static dev.jacquard.dsl.Dsl.rvar;
import static dev.jacquard.dsl.Dsl.sum;
import static dev.jacquard.dsl.Dsl.var;

import dev.jacquard.benchmarks.Ours;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Oracle;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.RVar;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.Var;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.Schedule;
import java.util.Optional;
import java.util.function.Function;

/** A kernel that reads bytes and adds them up in independent lanes: what reading alone takes. */
public final class DeviceRead {

  /** Vectors that are added to independently. */
  private static final int CHAINS = 8;
  private static final int STEPS = 64;

  private DeviceRead() {}

  /**
   * @param setting a reading algorithm's setting on the device
   * @param bytes about how many; fewer by less than one work-item's share
   */
  public static Ours fastest(Function<Workload, Setting> setting, long bytes) {
    int lanes = setting.apply(workload(1, 1)).choice().device().target().lanes(F32);
    long width = (long) lanes * CHAINS;
    Setting reading = setting.apply(workload(bytes / 4 / width / STEPS, width));
    Schedule schedule = Schedule.of(reading.workload().algorithm()).reorder("i", "r", "l")
        .cacheWrite(Memory.PRIVATE, "i").parallel("i");
    if (lanes > 1) {
      schedule = schedule.split("l", lanes).unroll("l.outer").vectorize("l.inner");
    }
    return Ours.of(reading, new ChosenSchedule("read", "lanes apart", schedule),
        Oracle.of(reading).inputs());
  }

  private static Workload workload(long items, long width) {
    Var i = var("i");
    Var l = var("l");
    RVar r = rvar("r");
    Algorithm read = Algorithm.of(func("Y", i, l)
        .is(sum(r, input("X", F32, lit(items), lit(STEPS), lit(width)).at(i, r, l))));
    return new Workload("read", "read", read, read, Sizes.NONE, Optional.empty());
  }
}

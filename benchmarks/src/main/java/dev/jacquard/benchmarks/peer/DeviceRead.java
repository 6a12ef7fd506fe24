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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kernel that reads bytes and adds them up in independent lanes: what reading alone takes. The
 * fastest of some, which differ in how much an item reads, from how many places at once.
 */
public final class DeviceRead {

  /** Of fewer, no item has its share. */
  public static final long LEAST_BYTES = 1 << 20;

  private static final int RUNS = 9;
  private static final List<Form> FORMS = List.of(new Form(1, 64, 8), new Form(1, 4096, 4),
      new Form(4, 1024, 1), new Form(4, 16_384, 1), new Form(8, 1024, 1));

  /** An item reads in {@code streams} places, in each {@code steps} times some vectors. */
  private record Form(int streams, int steps, int vectors) {

    long vectorsOfItem() {
      return (long) streams * steps * vectors;
    }
  }

  private DeviceRead() {}

  /**
   * @param setting a reading algorithm's setting on the device
   * @param bytes about how many; fewer by less than one work-item's share
   */
  public static Ours fastest(Function<Workload, Setting> setting, long bytes) {
    int lanes = setting.apply(workload(1, FORMS.getFirst(), 1)).choice().device().target()
        .lanes(F32);
    Ours best = null;
    for (Form form : FORMS) {
      long items = bytes / F32.bytes() / lanes / form.vectorsOfItem();
      if (items > 1) {
        best = DeviceCopy.faster(best, reading(setting.apply(workload(items, form, lanes)), form,
            lanes), RUNS);
      }
    }
    return best;
  }

  private static Ours reading(Setting setting, Form form, int lanes) {
    Schedule schedule = Schedule.of(setting.workload().algorithm()).reorder("i", "r", "s", "l")
        .cacheWrite(Memory.PRIVATE, "i").unroll("s").parallel("i");
    if (lanes > 1) {
      schedule = schedule.split("l", lanes).unroll("l.outer").vectorize("l.inner");
    }
    return Ours.of(setting, new ChosenSchedule("read", form.toString(), schedule),
        Oracle.of(setting).inputs());
  }

  private static Workload workload(long items, Form form, int lanes) {
    Var i = var("i");
    Var s = var("s");
    Var l = var("l");
    RVar r = rvar("r");
    Algorithm read = Algorithm.of(func("Y", i, s, l).is(sum(r, input("X", F32, lit(items),
        lit(form.streams), lit(form.steps), lit((long) form.vectors * lanes)).at(i, s, r, l))));
    return new Workload("read", "read", read, read, Sizes.NONE, Optional.empty());
  }
}

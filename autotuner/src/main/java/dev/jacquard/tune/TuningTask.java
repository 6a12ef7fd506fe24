package dev.jacquard.tune;

import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Device;
import dev.jacquard.tune.database.Workload;
import dev.jacquard.tune.worker.Expected;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to tune.
 *
 * @param workload under what it is kept in the database; its device is {@code device.key()}
 * @param untuned the schedule that all is compared with: the default one, canonical JSON
 * @param seeds further schedules to start from, canonical JSON; the database's own are added
 * @param inputs the arguments of every run, by name
 * @param outputs what every run must compute
 * @param recheck the last word on a winner
 */
public record TuningTask(Space space, Workload workload, Device device, String untuned,
    List<String> seeds, Map<String, Tensor> inputs, List<Expected> outputs, Recheck recheck) {

  public TuningTask {
    seeds = List.copyOf(seeds);
    outputs = List.copyOf(outputs);
  }

  /** Checks a winner once more, as at odd sizes. */
  @FunctionalInterface
  public interface Recheck {

    /** Agrees with everything. */
    Recheck NONE = _ -> Optional.empty();

    /** What is wrong with a schedule (canonical JSON); nothing if it is right. */
    Optional<String> fault(String schedule);
  }
}

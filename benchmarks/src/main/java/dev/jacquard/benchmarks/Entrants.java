package dev.jacquard.benchmarks;

import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.ScheduleChoice;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An operator under each of our schedules, by the name of its row. */
record Entrants(Map<String, Ours> all) implements AutoCloseable {

  /** The default schedule, the one that is written by hand, if any, and the winner of a tuning. */
  static Entrants of(Bench bench, Setting setting, Map<String, Tensor> inputs) {
    Map<String, ChosenSchedule> schedules = new LinkedHashMap<>();
    schedules.put("untuned", Bench.untuned(setting));
    Target target = setting.choice().device().target();
    if (setting.workload().byHand(target).isPresent()) {
      schedules.put("by hand", ScheduleChoice.choose(setting, Optional.of("hand")));
    }
    schedules.put("tuned", bench.tuned(setting));
    Map<String, Ours> all = new LinkedHashMap<>();
    schedules.forEach((name, schedule) -> all.put(name, Ours.of(setting, schedule, inputs)));
    return new Entrants(all);
  }

  @Override
  public void close() {
    all.values().forEach(Ours::close);
  }
}

package dev.jacquard.cli.session;

import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.tune.Progress;
import dev.jacquard.tune.StopSignal;
import dev.jacquard.tune.Tuner;
import dev.jacquard.tune.TuningOptions;
import dev.jacquard.tune.TuningResult;
import dev.jacquard.tune.TuningTask;
import dev.jacquard.tune.database.Run;
import dev.jacquard.tune.database.TuningDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tuning on behalf of a command. */
public final class Tuning {

  private Tuning() {}

  /**
   * Searches for {@code budget}; what is found is in the setting's database in any case.
   *
   * @throws dev.jacquard.dsl.CompilerBug if no candidate is right
   */
  public static TuningResult run(Setting setting, Duration budget, StopSignal stop,
      Progress progress) {
    TuningTask task = setting.subject().task(seeds(setting), Oracle.of(setting).inputs());
    try (TuningDatabase database = TuningDatabase.open(setting.databaseFile())) {
      return Tuner.tune(task, new TuningOptions(budget, setting.seed()), database, stop,
          progress);
    }
  }

  /** Schedules that people wrote: the search starts from them besides. */
  private static List<Schedule> seeds(Setting setting) {
    Target target = setting.choice().device().target();
    return Stream.concat(setting.workload().own().stream(),
        setting.workload().byHand(target).stream()).toList();
  }

  /**
   * Repeats the last run of the setting from its records.
   *
   * @throws UserError if there was none
   */
  public static TuningResult replay(Setting setting, Progress progress) {
    try (TuningDatabase database = TuningDatabase.open(setting.databaseFile())) {
      Run last = database.lastRun(setting.tuned()).orElseThrow(() -> new UserError(
          ("There is no tuning run of %s at %s for %s in %s to replay. Make one: leave --replay "
              + "out.").formatted(setting.workload().name(), setting.workload().sizes(),
                  setting.choice().device().id(), setting.databaseFile())));
      TuningTask task = new TuningTask(setting.subject().space(), setting.tuned(),
          setting.choice().device(), setting.subject().untuned().toJson(), List.of(), Map.of(),
          List.of(), TuningTask.Recheck.NONE);
      return Tuner.replay(task, database, last.id(), progress);
    }
  }
}

package dev.jacquard.benchmarks;

import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Devices;
import dev.jacquard.cli.session.InputFiles;
import dev.jacquard.cli.session.ScheduleChoice;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Tuning;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.cli.text.Units;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.tune.Progress;
import dev.jacquard.tune.StopSignal;
import dev.jacquard.tune.TuningResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the parts of a suite share.
 *
 * @param budget of each tuning
 * @param database where tunings start from and what they find is kept
 * @param talk hears what happens
 */
record Bench(Devices.Choice choice, Duration budget, long seed, Path database,
    Consumer<String> talk) {

  /** An op at sizes over its defaults. */
  Setting setting(String op, Sizes sizes) {
    return setting(Workload.of(op, sizes));
  }

  Setting setting(Workload workload) {
    return new Setting(workload, choice, seed, InputFiles.NONE, Optional.of(database));
  }

  static ChosenSchedule untuned(Setting setting) {
    return ScheduleChoice.choose(setting, Optional.of("untuned"));
  }

  /** The winner of a tuning of {@link #budget}. */
  ChosenSchedule tuned(Setting setting) {
    talk.accept("tuning %s for %s s".formatted(setting.workload().name(), budget.toSeconds()));
    try (StopSignal stop = StopSignal.onInterrupt()) {
      TuningResult result = Tuning.run(setting, budget, stop, Progress.SILENT);
      TuningResult.Tuned best = result.best().orElseThrow(() -> new UserError(
          "The tuning of %s was stopped before a schedule was measured, so there is nothing to"
              .formatted(setting.workload().name()) + " compare."));
      talk.accept("%d schedules measured, %d generations, best %s".formatted(
          result.counts().measured(), result.generations(), Units.time(best.micros())));
      return new ChosenSchedule("tuned", "this run", Schedule.parse(best.schedule()));
    }
  }
}

package dev.jacquard.cli;

import dev.jacquard.cli.session.Built;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.InputFiles;
import dev.jacquard.cli.session.Oracle;
import dev.jacquard.cli.session.Samples;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Tuning;
import dev.jacquard.cli.text.Units;
import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.tune.Counts;
import dev.jacquard.tune.StopSignal;
import dev.jacquard.tune.TuningResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jacquard tune}: searches a schedule, keeps it, and says what it gains. */
@picocli.CommandLine.Command(name = "tune",
    description = "Search a fast schedule of an op for a device and keep it.")
final class TuneCommand extends WorkCommand {

  @Option(names = "--budget", paramLabel = "TIME", order = 4,
      description = "How long: 30s, 500ms, 2m, 1h (default ${DEFAULT-VALUE}).")
  private String budget = "30s";

  @Option(names = "--replay", order = 5,
      description = "Repeat the last run from its recorded times; nothing is measured.")
  private boolean replay;

  @Option(names = "--check", order = 6,
      description = "Compare the winner's result with the reference evaluator's once more.")
  private boolean check;

  @Mixin
  private RepeatOption repeat = new RepeatOption();

  @Option(names = "--show", paramLabel = "STAGE", split = ",", order = 7,
      description = "Print of the winner " + Show.STAGES + ".")
  private List<String> show = new ArrayList<>();

  @Option(names = "--output", paramLabel = "FILE.json", order = 8,
      description = "Save the schedule for --schedule.")
  private Path output;

  /**
   * A time as users write it.
   *
   * @throws UsageError for other text
   */
  static Duration duration(String text) {
    try {
      return Units.duration(text);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--budget: " + e.getMessage());
    }
  }

  @Override
  int run(Console console) {
    repeat.validate();
    Duration time = duration(budget);
    List<Show> stages = Show.of(show);
    if (output != null) {
      InputFiles.requireFolder(output);
    }
    Setting setting = setting(console);
    try (StopSignal stop = StopSignal.onInterrupt()) {
      try {
        return search(setting, time, stages, stop, console);
      } catch (RuntimeException e) {
        // Told in here, because the JVM may end as soon as the signal is closed.
        return Failure.report(e, console);
      }
    }
  }

  private int search(Setting setting, Duration time, List<Show> stages, StopSignal stop,
      Console console) {
    TuningResult result = tune(setting, time, stop, console);
    TuningResult.Tuned best = result.best().orElseThrow(() -> new UserError(
        ("The tuning of %s was stopped before a schedule was measured; nothing was kept. Give it "
            + "more time: --budget.").formatted(setting.workload().name())));
    ChosenSchedule chosen = new ChosenSchedule("tuned", "this tuning, kept in "
        + setting.databaseFile(), Schedule.parse(best.schedule()));
    new Stages(setting, Optional.of(chosen)).print(stages, console);
    return report(setting, result, chosen, console);
  }

  private TuningResult tune(Setting setting, Duration time, StopSignal stop, Console console) {
    try (LiveProgress progress = LiveProgress.of(console, time)) {
      return replay ? Tuning.replay(setting, progress)
          : Tuning.run(setting, time, stop, progress);
    }
  }

  private int report(Setting setting, TuningResult result, ChosenSchedule chosen,
      Console console) {
    try (Built built = Built.of(setting, chosen)) {
      Oracle oracle = Oracle.of(setting);
      built.bind(oracle.inputs());
      Samples samples = built.measure(repeat.times());
      Optional<Oracle.Verdict> verdict = check ? Optional.of(oracle.check(built))
          : Optional.empty();
      console.print(summary(result));
      new Report(setting, setting.choice().backend().name(), chosen.fields(),
          built.compileMillis(), samples, verdict).with(fields(result)).print(console);
      console.print(where(setting));
      save(chosen, console);
      return verdict.isEmpty() || verdict.get().ok() ? 0 : 1;
    }
  }

  private void save(ChosenSchedule chosen, Console console) {
    if (output != null) {
      InputFiles.write(output, chosen.schedule().toJson());
      console.say("wrote " + output);
    }
  }

  private static String summary(TuningResult result) {
    Counts counts = result.counts();
    String gain = result.untuned().isEmpty() ? "" : ": untuned %s, tuned %s".formatted(
        Units.time(result.untuned().get().micros()), Units.time(result.best().get().micros()));
    return ("%d schedules in %s s, %d generations%s%n%d compiled, %d measured, %d wrong, "
        + "%d crashed, %d timed out%n").formatted(counts.generated(),
            Units.figures(result.seconds()), result.generations(), gain, counts.compiled(),
            counts.measured(), counts.wrong(), counts.crashed(), counts.timedOut());
  }

  /** Where the schedule lies, and how to print it as Java. */
  static String where(Setting setting) {
    return "kept in %s; as Java: jacquard explain %s --schedule tuned --show schedule%n".formatted(
        setting.databaseFile(), setting.words());
  }

  private static Map<String, Object> fields(TuningResult result) {
    Counts counts = result.counts();
    Map<String, Object> candidates = new LinkedHashMap<>();
    candidates.put("generated", counts.generated());
    candidates.put("compiled", counts.compiled());
    candidates.put("measured", counts.measured());
    candidates.put("wrong", counts.wrong());
    candidates.put("crashed", counts.crashed());
    candidates.put("timed_out", counts.timedOut());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("candidates", candidates);
    fields.put("seconds", Units.round(result.seconds(), 2));
    fields.put("untuned_us", result.untuned().map(TuningResult.Tuned::micros).orElse(null));
    fields.put("best_us", result.best().map(TuningResult.Tuned::micros).orElse(null));
    fields.put("history", result.history().stream().map(TuneCommand::point).toList());
    return fields;
  }

  private static Map<String, Double> point(TuningResult.Point point) {
    Map<String, Double> fields = new LinkedHashMap<>();
    fields.put("t_s", Units.round(point.seconds(), 3));
    fields.put("best_us", Units.round(point.bestMicros(), 3));
    return fields;
  }
}

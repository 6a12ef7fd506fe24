package dev.jacquard.cli;

import dev.jacquard.cli.demo.Contest;
import dev.jacquard.cli.demo.Fabric;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Devices;
import dev.jacquard.cli.session.InputFiles;
import dev.jacquard.cli.session.ScheduleChoice;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Tuning;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.dsl.data.Png;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.tune.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jacquard demo}: two operators on real input, from their definition to a tuned kernel. */
@picocli.CommandLine.Command(name = "demo",
    description = "Capsules and a blurred picture: naive, untuned and tuned, side by side.")
final class DemoCommand extends Command {

  @Mixin
  private DeviceOptions device = new DeviceOptions();

  @Option(names = "--budget", paramLabel = "TIME", order = 4,
      description = "For each of the two tunings (default ${DEFAULT-VALUE}).")
  private String budget = "30s";

  @Option(names = "--output", paramLabel = "FOLDER", order = 8,
      description = "Where the pictures go (default: here).")
  private Path output = Path.of("");

  @Option(names = "--seed", paramLabel = "N", order = 11,
      description = "The seed of inputs and of the search (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Mixin
  private DatabaseOption database = new DatabaseOption();

  @Override
  int run(Console console) {
    Duration time = TuneCommand.duration(budget);
    InputFiles.requirePictures();
    if (!Files.isDirectory(output.toAbsolutePath())) {
      throw new UsageError("--output %s: there is no such folder. Check the name.".formatted(
              output));
    }
    Devices.Choice choice = device.choose(console);
    Contest capsules = contest(setting(choice, "capsuleConv", InputFiles.NONE),
        Contest.Bound.ARITHMETIC, time, console);
    Path picture = output.resolve("jacquard-cloth.png");
    Path blurred = output.resolve("jacquard-cloth-blurred.png");
    Contest blur = blur(choice, picture, time, console);
    Png.save(blurred, blur.outputs().values().iterator().next());
    console.print("drawn: %s, blurred: %s%n".formatted(picture, blurred));
    end(List.of(capsules, blur), console);
    return capsules.isRight() && blur.isRight() ? 0 : 1;
  }

  private Setting setting(Devices.Choice choice, String op, InputFiles inputs) {
    return new Setting(Workload.of(op, Sizes.NONE), choice, seed, inputs,
        database.given());
  }

  private Contest blur(Devices.Choice choice, Path picture, Duration time, Console console) {
    Sizes sizes = Workload.of("blur", Sizes.NONE).sizes();
    Tensor cloth = Fabric.weave((int) sizes.get("h").orElseThrow(),
        (int) sizes.get("w").orElseThrow());
    Png.save(picture, cloth);
    console.say("drew " + picture);
    return contest(setting(choice, "blur", new InputFiles(Map.of("X", Png.load(picture)))),
        Contest.Bound.MEMORY, time, console);
  }

  private static Contest contest(Setting setting, Contest.Bound bound, Duration time,
      Console console) {
    console.print(setting.workload().symbolic().toString());
    Contest contest = new Contest(setting, bound);
    for (String kind : List.of("naive", "untuned")) {
      console.say("running the %s schedule".formatted(kind));
      contest.enter(ScheduleChoice.choose(setting, Optional.of(kind)));
    }
    tune(setting, time, console);
    ChosenSchedule tuned = ScheduleChoice.choose(setting, Optional.of("tuned"));
    contest.enter(tuned);
    contest.race();
    contest.close();
    console.print("\n" + contest.table() + "\n");
    return contest;
  }

  private static void tune(Setting setting, Duration time, Console console) {
    try (StopSignal stop = StopSignal.onInterrupt();
        LiveProgress progress = LiveProgress.of(console, time)) {
      Tuning.run(setting, time, stop, progress);
      if (stop.isStopped()) {
        throw new UserError(("Interrupted. What was measured is kept in %s. Run it again for the "
            + "rest.").formatted(setting.databaseFile()));
      }
    }
  }

  private static void end(List<Contest> contests, Console console) {
    contests.forEach(contest -> console.print("tuned schedule of %s: %s".formatted(
        contest.setting().workload().name(), TuneCommand.where(contest.setting()))));
    Map<String, Object> fields = new LinkedHashMap<>();
    Setting first = contests.getFirst().setting();
    fields.put("device", first.choice().device().id());
    fields.put("backend", first.choice().backend().name());
    fields.put("ops", contests.stream().map(Contest::fields).toList());
    fields.put("database", first.databaseFile());
    console.object(fields);
  }
}

package dev.jacquard.cli;

import dev.jacquard.cli.session.Devices;
import dev.jacquard.cli.text.Table;
import dev.jacquard.cli.text.Units;
import dev.jacquard.cli.trial.Outcome;
import dev.jacquard.cli.trial.Trial;
import dev.jacquard.cli.trial.TrialSizes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** {@code jacquard test --device}: is every operator right on a device? */
@picocli.CommandLine.Command(name = "test",
    description = "Run every op of the library on a device, under each kind of schedule, and "
        + "compare with the reference evaluator. In a checkout, test without --device runs the "
        + "project's own tests.")
final class TestCommand extends Command {

  @Option(names = "--device", paramLabel = "ID", arity = "0..1", fallbackValue = "", order = 2,
      description = "A device of jacquard devices (default: the first OpenCL device).")
  private String id = "";

  @Option(names = "--quick", order = 3, description = "Only the smallest sizes.")
  private boolean quick;

  @Option(names = "--kernels", paramLabel = "FOLDER", order = 8,
      description = "Save the text of each kernel there.")
  private Path kernels;

  @Override
  int run(Console console) {
    if (kernels != null && !Files.isDirectory(kernels)) {
      throw new UsageError("--kernels %s: there is no such folder. Check the name.".formatted(
              kernels));
    }
    Devices.Choice choice = Devices.find().choose(Optional.of(id).filter(given ->
        !given.isEmpty()), OptionalInt.empty());
    console.say(choice.describe());
    List<Outcome> outcomes = new ArrayList<>();
    new Trial(choice, quick ? List.of(TrialSizes.SMALL) : List.of(TrialSizes.values()),
        Optional.ofNullable(kernels)).run(outcome -> {
          console.say(line(outcome));
          outcomes.add(outcome);
        });
    console.print(table(outcomes));
    long faults = outcomes.stream().filter(Outcome::isFault).count();
    console.print(summary(choice, outcomes, faults));
    console.object(fields(choice, outcomes, faults));
    return faults == 0 ? 0 : 1;
  }

  private static String line(Outcome outcome) {
    Outcome.Case asked = outcome.asked();
    return "%s %s %s: %s%s".formatted(asked.op(), asked.sizes(), asked.schedule(),
        outcome.status(), outcome.message().isEmpty() ? "" : ": " + outcome.message());
  }

  private static String table(List<Outcome> outcomes) {
    Table table = new Table("op", "sizes", "schedule", "result", "max error", "time");
    for (Outcome outcome : outcomes) {
      boolean ran = outcome.micros() > 0;
      table.row(outcome.asked().op(), outcome.asked().sizes(), outcome.asked().schedule(),
          outcome.isFault() ? outcome.status().name() : outcome.status().toString(),
          ran ? "%.1e".formatted(outcome.error()) : "-",
          ran ? Units.time(outcome.micros()) : "-");
    }
    return table.toString();
  }

  private static String summary(Devices.Choice choice, List<Outcome> outcomes, long faults) {
    long right = outcomes.stream().filter(each -> each.status() == Outcome.Status.RIGHT).count();
    return "%s: %d right, %d wrong or failed, %d unsupported%n".formatted(choice.device().name(),
        right, faults, outcomes.size() - right - faults);
  }

  private static Map<String, Object> fields(Devices.Choice choice, List<Outcome> outcomes,
      long faults) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("device", choice.device().id());
    fields.put("name", choice.device().name());
    fields.put("driver", choice.device().driver());
    fields.put("backend", choice.backend().name());
    fields.put("ok", faults == 0);
    fields.put("results", outcomes.stream().map(Outcome::fields).toList());
    return fields;
  }
}

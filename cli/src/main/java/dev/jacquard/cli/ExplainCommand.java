package dev.jacquard.cli;

import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.OperationCount;
import dev.jacquard.cli.session.ScheduleChoice;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.text.Units;
import dev.jacquard.schedule.TextForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code jacquard explain}: every stage from the algorithm to the kernel, and its costs. */
@picocli.CommandLine.Command(name = "explain",
    description = "Print what happens to an op on its way to a kernel.")
final class ExplainCommand extends WorkCommand {

  @Option(names = "--schedule", paramLabel = "KIND|FILE.json", order = 4,
      description = "naive, untuned, hand, tuned or a file (default: the file's own, else a stored "
          + "tuned one, else hand, else untuned).")
  private String schedule;

  @Option(names = "--show", paramLabel = "STAGE", split = ",", order = 7,
      description = "Only these of " + Show.STAGES + ".")
  private List<String> show = new ArrayList<>();

  @Option(names = "--text", order = 8,
      description = "Only the algorithm, its sizes and the schedule, as a FILE.jacquard holds "
          + "them.")
  private boolean text;

  @Override
  int run(Console console) {
    List<Show> wanted = show.isEmpty() ? List.of(Show.values()) : Show.of(show);
    Setting setting = setting(console);
    ChosenSchedule chosen = ScheduleChoice.choose(setting, Optional.ofNullable(schedule));
    console.say(chosen.describe());
    if (text) {
      return text(setting, chosen, console);
    }
    if (wanted.contains(Show.COST)) {
      CostReport.probe(setting);
    }
    Stages stages = new Stages(setting, Optional.of(chosen));
    if (show.isEmpty()) {
      console.print(work(setting));
    }
    stages.print(wanted, console);
    console.object(fields(setting, chosen, stages, wanted));
    return 0;
  }

  private static int text(Setting setting, ChosenSchedule chosen, Console console) {
    String text = new TextForm(setting.workload().symbolic(), setting.workload().sizes(),
        Optional.of(chosen.schedule())).toString();
    console.print(text);
    console.object(Map.of("text", text));
    return 0;
  }

  private static String work(Setting setting) {
    OperationCount work = OperationCount.of(setting.workload().algorithm());
    return "%s %s: %s GFLOP, %s MB of inputs and outputs, %s FLOP a byte%n".formatted(
        setting.workload().name(), setting.workload().sizes(),
        Units.figures(work.operations() / 1e9), Units.figures(work.bytes() / 1e6),
        Units.figures(work.operations() / work.bytes()));
  }

  private static Map<String, Object> fields(Setting setting, ChosenSchedule chosen, Stages stages,
      List<Show> wanted) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("op", setting.workload().name());
    fields.put("sizes", setting.workload().sizes().values());
    fields.put("device", setting.choice().device().id());
    fields.put("backend", setting.choice().backend().name());
    fields.put("schedule", chosen.fields());
    Map<String, String> texts = new LinkedHashMap<>();
    wanted.forEach(stage -> texts.put(stage.toString(), stages.text(stage)));
    fields.put("stages", texts);
    if (wanted.contains(Show.COST)) {
      fields.put("cost", CostReport.of(setting, chosen).fields());
    }
    return fields;
  }
}

package dev.jacquard.cli;

import dev.jacquard.cli.session.Built;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Setting;
import java.util.List;
import java.util.Optional;

/**
 * The stages of a setting under a schedule, as text.
 *
 * @param chosen the schedule; empty for the reference evaluator, which has only an algorithm
 */
record Stages(Setting setting, Optional<ChosenSchedule> chosen) {

  /** Prints the stages under their names, in order. */
  void print(List<Show> wanted, Console console) {
    for (Show stage : Show.values()) {
      if (wanted.contains(stage)) {
        console.print("-- %s --%n%s%n".formatted(stage, text(stage).stripTrailing() + "\n"));
      }
    }
  }

  String text(Show stage) {
    return stage == Show.ALGORITHM ? setting.workload().algorithm().toString()
        : chosen.map(schedule -> text(stage, schedule)).orElseThrow(() -> new UsageError(
            ("--show %s: the reference evaluator has no %s; only its algorithm can be shown. Give "
                + "--show algorithm.").formatted(stage, stage)));
  }

  private String text(Show stage, ChosenSchedule schedule) {
    return switch (stage) {
      case ALGORITHM -> setting.workload().algorithm().toString();
      case SCHEDULE -> schedule.schedule().isEmpty() ? "(no directives)"
          : schedule.schedule().toJava();
      case NEST -> Built.nest(setting, schedule);
      case COST -> CostReport.of(setting, schedule).text();
      case PASSES -> Built.passes(setting, schedule);
      case KERNEL -> kernel(Built.emit(setting, schedule).text());
    };
  }

  private String kernel(String text) {
    return text.isBlank() ? "(the backend %s emits no text)".formatted(
        setting.choice().backend().name()) : text;
  }
}

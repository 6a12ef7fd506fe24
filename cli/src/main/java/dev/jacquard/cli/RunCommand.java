package dev.jacquard.cli;

import dev.jacquard.cli.session.Built;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.InputFiles;
import dev.jacquard.cli.session.Oracle;
import dev.jacquard.cli.session.Samples;
import dev.jacquard.cli.session.ScheduleChoice;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.dsl.data.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jacquard run}: one operator, timed and on request checked. */
@picocli.CommandLine.Command(name = "run",
    description = "Compile an op, run it, say how fast it is and whether it is right.")
final class RunCommand extends WorkCommand {

  private static final String REFERENCE = "reference";

  @Option(names = "--schedule", paramLabel = "KIND|FILE.json", order = 4,
      description = "reference, naive, untuned, hand, tuned or a file (default: the file's own, "
          + "else a stored tuned one, else hand, else untuned).")
  private String schedule;

  @Option(names = "--check", order = 5,
      description = "Compare the result with the reference evaluator's.")
  private boolean check;

  @Mixin
  private RepeatOption repeat = new RepeatOption();

  @Option(names = "--show", paramLabel = "STAGE", split = ",", order = 7,
      description = "Print " + Show.STAGES + ".")
  private List<String> show = new ArrayList<>();

  @Option(names = "--output", paramLabel = "FILE", order = 8,
      description = "Save the output as .npy or .png.")
  private Path output;

  @Override
  int run(Console console) {
    repeat.validate();
    if (output != null) {
      InputFiles.requireOutput(output);
    }
    Show.of(show);
    Setting setting = setting(console);
    return REFERENCE.equals(schedule) ? evaluate(setting, console) : measure(setting, console);
  }

  /** The reference evaluator itself: slow, and right by definition. */
  private int evaluate(Setting setting, Console console) {
    console.say("schedule reference: evaluated point by point on this JVM, not on the device");
    new Stages(setting, Optional.empty()).print(Show.of(show), console);
    Oracle oracle = Oracle.of(setting);
    Oracle.Evaluated evaluated = oracle.evaluate();
    save(evaluated.outputs(), console);
    Optional<Oracle.Verdict> verdict = check
        ? Optional.of(oracle.compare(evaluated.outputs())) : Optional.empty();
    new Report(setting, REFERENCE, ChosenSchedule.fields(REFERENCE, "the reference evaluator"), 0,
        evaluated.samples(), verdict).print(console);
    return 0;
  }

  private int measure(Setting setting, Console console) {
    ChosenSchedule chosen = ScheduleChoice.choose(setting, Optional.ofNullable(schedule));
    console.say(chosen.describe());
    new Stages(setting, Optional.of(chosen)).print(Show.of(show), console);
    Oracle oracle = Oracle.of(setting);
    try (Built built = Built.of(setting, chosen)) {
      built.bind(oracle.inputs());
      Samples samples = built.measure(repeat.times());
      save(built.outputs(), console);
      Optional<Oracle.Verdict> verdict = check ? Optional.of(oracle.check(built))
          : Optional.empty();
      new Report(setting, setting.choice().backend().name(), chosen.fields(),
          built.compileMillis(), samples, verdict).print(console);
      return verdict.isEmpty() || verdict.get().ok() ? 0 : 1;
    }
  }

  private void save(Map<String, Tensor> results, Console console) {
    if (output != null) {
      if (results.size() > 1) {
        throw new UsageError(("--output %s: the op has %d outputs, %s, and a file holds one. Leave "
            + "--output out.").formatted(output, results.size(), results.keySet()));
      }
      InputFiles.save(output, results.values().iterator().next());
      console.say("wrote " + output);
    }
  }
}

package dev.jacquard.cli.trial;

import dev.jacquard.cli.session.Built;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Devices;
import dev.jacquard.cli.session.InputFiles;
import dev.jacquard.cli.session.Oracle;
import dev.jacquard.cli.session.ScheduleChoice;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.backend.Artifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tries every operator of the library on one device. */
public final class Trial {

  /** Of inputs; a failure is repeated with {@code jacquard run ... --seed 1 --check}. */
  private static final long SEED = 1;

  private final Devices.Choice choice;
  private final List<TrialSizes> sizes;
  private final Optional<Path> kernels;

  /** @param kernels the folder for the text of each kernel, if wanted */
  public Trial(Devices.Choice choice, List<TrialSizes> sizes, Optional<Path> kernels) {
    this.choice = choice;
    this.sizes = List.copyOf(sizes);
    this.kernels = kernels;
  }

  /** Each outcome goes to {@code listener} at once: a driver may take the process down. */
  public void run(Consumer<Outcome> listener) {
    for (Op op : Ops.all()) {
      for (TrialSizes size : sizes) {
        Setting setting = new Setting(Workload.of(op.name(), size.of(op)), choice, SEED,
            InputFiles.NONE, Optional.empty());
        Oracle oracle = Oracle.of(setting);
        schedules(setting).forEach(kind -> listener.accept(outcome(setting, kind, oracle)));
      }
    }
  }

  private static List<String> schedules(Setting setting) {
    List<String> kinds = new ArrayList<>(List.of("naive", "untuned"));
    setting.workload().byHand(setting.choice().device().target())
        .ifPresent(_ -> kinds.add("hand"));
    return kinds;
  }

  private Outcome outcome(Setting setting, String kind, Oracle oracle) {
    Outcome.Case asked = new Outcome.Case(setting.workload().name(),
        setting.workload().sizes().toString(), kind);
    try {
      return measured(asked, setting, oracle);
    } catch (Unsupported limit) {
      return Outcome.without(asked, Outcome.Status.UNSUPPORTED, limit.getMessage());
    } catch (UserError | CompilerBug failure) {
      return Outcome.without(asked, Outcome.Status.FAILED, failure.getMessage());
    }
  }

  private Outcome measured(Outcome.Case asked, Setting setting, Oracle oracle) {
    ChosenSchedule chosen = ScheduleChoice.choose(setting, Optional.of(asked.schedule()));
    kernels.ifPresent(folder -> save(folder, asked, Built.emit(setting, chosen)));
    try (Built built = Built.of(setting, chosen)) {
      built.bind(oracle.inputs());
      double micros = built.measure(1).min();
      Oracle.Verdict verdict = oracle.check(built);
      return new Outcome(asked, verdict.ok() ? Outcome.Status.RIGHT : Outcome.Status.WRONG,
          verdict.ok() ? "" : verdict.describe(), verdict.maxAbsError(), micros);
    }
  }

  private static void save(Path folder, Outcome.Case asked, Artifact artifact) {
    InputFiles.write(folder.resolve("%s-%s-%s.txt".formatted(asked.op(),
        asked.sizes().replaceAll("[^a-z0-9]+", "-"), asked.schedule())), artifact.text());
  }
}

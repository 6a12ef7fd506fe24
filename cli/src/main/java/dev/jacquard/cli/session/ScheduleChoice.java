package dev.jacquard.cli.session;

import dev.jacquard.cli.UsageError;
import dev.jacquard.dsl.Algorithm;
import dev.jacquard.dsl.Suggestion;
import dev.jacquard.dsl.UserError;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import dev.jacquard.schedule.DefaultSchedule;
import dev.jacquard.schedule.NaiveSchedule;
import dev.jacquard.schedule.Schedule;
import dev.jacquard.schedule.backend.Target;
import dev.jacquard.tune.database.TuningDatabase;
import dev.jacquard.tune.database.TuningRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Turns {@code --schedule} into a schedule. */
public final class ScheduleChoice {

  private static final List<String> KINDS = List.of("reference", "naive", "untuned", "hand",
      "tuned");

  private final Setting setting;

  private ScheduleChoice(Setting setting) {
    this.setting = setting;
  }

  /**
   * The schedule that {@code name} means: a kind, or a file that ends in {@code .json}. Without a
   * name a user's own one, else a stored tuned one, else the one that its Funcs carry,
   * else the untuned one.
   *
   * @throws UsageError for an unknown kind or file
   * @throws UserError where none is stored, or a file is damaged
   */
  public static ChosenSchedule choose(Setting setting, Optional<String> name) {
    ScheduleChoice choice = new ScheduleChoice(setting);
    return name.map(choice::named).orElseGet(choice::usual);
  }

  private ChosenSchedule named(String name) {
    return switch (name) {
      case "naive" -> naive();
      case "untuned" -> untuned();
      case "hand" -> byHand();
      case "reference" -> throw new UsageError("--schedule reference: the reference evaluator "
          + "needs no schedule, so there is nothing to explain. Give naive, untuned, hand, "
          + "tuned, or a file that ends in .json.");
      case "tuned" -> stored().orElseThrow(() -> notTuned(setting));
      case String file when file.endsWith(".json") -> read(Path.of(file));
      default -> throw new UsageError(("Unknown schedule \"%s\". Give reference, naive, untuned, "
          + "hand, tuned, or a file that ends in .json.%s").formatted(name,
              Suggestion.of(name, KINDS)));
    };
  }

  private ChosenSchedule usual() {
    return setting.workload().own()
        .map(schedule -> new ChosenSchedule("own", "schedule() of " + setting.workload().name(),
            schedule))
        .or(this::stored).or(this::written).orElseGet(this::untuned);
  }

  private Algorithm algorithm() {
    return setting.workload().algorithm();
  }

  private Target target() {
    return setting.choice().device().target();
  }

  private ChosenSchedule naive() {
    return new ChosenSchedule("naive", "a work-item for each element",
        NaiveSchedule.of(algorithm()));
  }

  private ChosenSchedule untuned() {
    return new ChosenSchedule("untuned", "the default for any algorithm",
        DefaultSchedule.byRules(algorithm(), target()));
  }

  private Optional<ChosenSchedule> written() {
    return setting.workload().byHand(target()).map(schedule ->
        new ChosenSchedule("hand", "written by hand for " + devices(), schedule));
  }

  private ChosenSchedule byHand() {
    return written().orElseThrow(() -> new UsageError(("--schedule hand: there is no schedule of "
        + "%s that is written by hand for %s. The ops that have one: %s. Give naive, untuned, "
        + "tuned, or a file that ends in .json.").formatted(setting.workload().name(), devices(),
            String.join(", ", opsByHand()))));
  }

  private String devices() {
    return target().kind() == Target.Kind.GPU ? "GPUs" : "CPUs";
  }

  private List<String> opsByHand() {
    return Ops.all().stream().filter(op -> op.byHand(op.algorithm().with(op.sizes()),
        target()).isPresent()).map(Op::name).toList();
  }

  /** The fastest in the database; a database that does not exist is not made. */
  private Optional<ChosenSchedule> stored() {
    if (!Files.exists(setting.databaseFile())) {
      return Optional.empty();
    }
    try (TuningDatabase database = TuningDatabase.open(setting.databaseFile())) {
      return database.best(setting.tuned()).map(this::tuned);
    }
  }

  private ChosenSchedule tuned(TuningRecord record) {
    return new ChosenSchedule("tuned", "the best in " + setting.databaseFile(),
        Schedule.parse(record.schedule()));
  }

  /** There is none for this setting: one that was measured elsewhere is no answer. */
  static UserError notTuned(Setting setting) {
    Workload workload = setting.workload();
    return new UserError(("There is no tuned schedule of %s at %s for %s in %s%s. Make one: "
        + "jacquard tune %s.").formatted(workload.name(), workload.sizes(),
            setting.choice().device().id(), setting.databaseFile(), isElsewhere(setting)
                ? ", only of another device, instruction set or number of cores, to start from"
                : "", setting.words()));
  }

  private static boolean isElsewhere(Setting setting) {
    if (!Files.exists(setting.databaseFile())) {
      return false;
    }
    try (TuningDatabase database = TuningDatabase.open(setting.databaseFile())) {
      return !database.elsewhere(setting.tuned(), 1).isEmpty();
    }
  }

  private static ChosenSchedule read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UsageError(file + ": there is no such schedule file.");
    }
    try {
      return new ChosenSchedule("file", file.toString(), Schedule.parse(Files.readString(file)));
    } catch (IOException e) {
      throw new UserError(("%s: cannot be read: %s. Mend that, or name another.").formatted(file,
              e.getMessage()), e);
    } catch (UserError e) {
      throw new UserError(file + ": " + e.getMessage(), e);
    }
  }
}

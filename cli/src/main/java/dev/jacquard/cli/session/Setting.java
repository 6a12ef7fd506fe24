package dev.jacquard.cli.session;

import dev.jacquard.cli.text.Shell;
import dev.jacquard.tune.Subject;
import dev.jacquard.tune.database.TuningDatabase;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command works on.
 *
 * @param seed of inputs and of the search
 * @param inputs those given as files
 * @param database the file of the tuning database; without it the default one
 */
public record Setting(Workload workload, Devices.Choice choice, long seed, InputFiles inputs,
    Optional<Path> database) {

  /** The same for another workload. */
  public Setting with(Workload other) {
    return new Setting(other, choice, seed, inputs, database);
  }

  /** The file of the tuning database. */
  public Path databaseFile() {
    return database.orElseGet(TuningDatabase::defaultPath);
  }

  /** What the tuner is asked. */
  Subject subject() {
    return new Subject(workload.symbolic(), workload.sizes(), choice.device(), choice.backend(),
        seed);
  }

  /** The key of this setting in the tuning database. */
  dev.jacquard.tune.database.Workload tuned() {
    return subject().workload();
  }

  /** What one types after a command to have this setting again. */
  public String words() {
    String device = choice.isAskedFor() ? " --device " + choice.device().id() : "";
    return workload.words() + device + database.map(file -> " --db "
        + Shell.word(file.toString())).orElse("");
  }
}

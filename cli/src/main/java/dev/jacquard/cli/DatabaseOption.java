package dev.jacquard.cli;

import dev.jacquard.tune.database.TuningDatabase;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which tuning database. */
final class DatabaseOption {

  @Option(names = "--db", paramLabel = "FILE", order = 12,
      description = "The tuning database (default: see jacquard doctor).")
  private Path file;

  /** The file named, if one is. */
  Optional<Path> given() {
    return Optional.ofNullable(file);
  }

  /** The file named, or the default one. */
  Path file() {
    return given().orElseGet(TuningDatabase::defaultPath);
  }
}

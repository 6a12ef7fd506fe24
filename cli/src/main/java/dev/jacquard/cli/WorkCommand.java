package dev.jacquard.cli;

import dev.jacquard.cli.session.Devices;
import dev.jacquard.cli.session.InputFiles;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.Sizes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that take an operator share. */
abstract class WorkCommand extends Command {

  @Parameters(index = "0", paramLabel = "OP|FILE",
      description = "An op (see jacquard ops), a FILE.java with a class that has static Func op(), "
          + "or a FILE.jacquard of explain --text.")
  private String op;

  @Option(names = "--size", paramLabel = "NAME=N,...", order = 1,
      description = "Sizes, over the op's defaults: --size n=32,k=3.")
  private String sizes = "";

  @Mixin
  private DeviceOptions device = new DeviceOptions();

  @Option(names = "--input", paramLabel = "NAME=FILE", order = 10,
      description = "An input from a .npy or .png file; the others are seeded.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Option(names = "--seed", paramLabel = "N", order = 11,
      description = "The seed of inputs and of the search (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Mixin
  private DatabaseOption database = new DatabaseOption();

  /** What is asked for, with the device, which is said. */
  Setting setting(Console console) {
    return setting(console, Optional.empty());
  }

  /** The same, on a device of one backend if it is named. */
  Setting setting(Console console, Optional<String> backend) {
    Workload workload = Workload.of(op, UsageError.of(() -> Sizes.parse(sizes)));
    InputFiles files = InputFiles.of(workload.algorithm(), inputs);
    Devices.Choice choice = device.choose(console, backend);
    return new Setting(workload, choice, seed, files, database.given());
  }
}

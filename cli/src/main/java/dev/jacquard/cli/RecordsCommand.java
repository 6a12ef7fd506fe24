package dev.jacquard.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jacquard records}: what tuning has found, as text that travels. */
@picocli.CommandLine.Command(name = "records",
    description = "List tuned schedules, write them as text, take in those of other machines.",
    subcommands = {RecordsListCommand.class, RecordsExportCommand.class,
        RecordsImportCommand.class})
final class RecordsCommand implements Runnable {

  @Spec
  private CommandSpec spec;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this text and exit.")
  private boolean help;

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}

package dev.jacquard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands share. */
@picocli.CommandLine.Command(sortOptions = false, usageHelpAutoWidth = true)
abstract class Command implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = "--json", order = 90,
      description = "One JSON object on stdout, everything else on stderr.")
  private boolean json;

  @Option(names = {"-h", "--help"}, usageHelp = true, order = 91,
      description = "Show this text and exit.")
  private boolean help;

  boolean json() {
    return json;
  }

  @Override
  public final Integer call() {
    return run(((Main) spec.root().userObject()).console().withJson(json));
  }

  /** Does the work; the result is the exit code. */
  abstract int run(Console console);
}

package dev.jacquard.cli;

import dev.jacquard.cli.text.Json;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code ./jacquard}. */
@CommandLine.Command(name = "jacquard", versionProvider = Version.class,
    description = "Tensor comprehensions to tuned OpenCL kernels.",
    footer = {"", "jacquard test runs the project's own tests.",
        "Exit codes: 0 fine, 1 the work failed, 2 wrong usage."},
    subcommands = {DemoCommand.class, DevicesCommand.class, OpsCommand.class, RunCommand.class,
        TuneCommand.class, ExplainCommand.class, BenchCommand.class, DoctorCommand.class,
        CommandLine.HelpCommand.class})
public final class Main implements Runnable {

  private final Console console;

  @Spec
  private CommandSpec spec;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this text and exit.")
  private boolean help;

  @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
  private boolean version;

  private Main(Console console) {
    this.console = console;
  }

  public static void main(String[] arguments) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    int code = run(arguments, new Console(System.out, System.err, false, terminal));
    System.out.flush();
    System.exit(code);
  }

  /** Runs one command; returns its exit code. */
  public static int run(String[] arguments, Console console) {
    CommandLine line = new CommandLine(new Main(console));
    line.setOut(new java.io.PrintWriter(console.out(), true));
    line.setErr(new java.io.PrintWriter(console.err(), true));
    line.setParameterExceptionHandler((e, given) -> misread(e, given, console));
    line.setExecutionExceptionHandler((e, at, _) -> failed(e, at, console));
    try {
      return line.execute(arguments);
    } catch (Error e) {
      return Failure.report(e, console.withJson(Arrays.asList(arguments).contains("--json")));
    }
  }

  private static int misread(ParameterException e, String[] given, Console console) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.err().println(e.getMessage());
    console.err().println("See " + command + " --help.");
    if (Arrays.asList(given).contains("--json")) {
      console.out().println(Json.of(Map.of("error", e.getMessage())));
    }
    return 2;
  }

  private static int failed(Exception e, CommandLine at, Console console) {
    boolean json = at.getCommand() instanceof Command command && command.json();
    return Failure.report(e, console.withJson(json));
  }

  Console console() {
    return console;
  }

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(console.out());
  }
}

package dev.jacquard.cli;

import dev.jacquard.cli.text.Json;
import dev.jacquard.dsl.Suggestion;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code ./jacquard}. */
@CommandLine.Command(name = "jacquard", versionProvider = Version.class,
    description = "Tensor comprehensions to tuned OpenCL kernels.",
    footer = {"", "Exit codes: 0 fine, 1 the work failed, 2 wrong usage."},
    subcommands = {DemoCommand.class, DevicesCommand.class, OpsCommand.class, RunCommand.class,
        TuneCommand.class, ExplainCommand.class, ExportCommand.class, RecordsCommand.class,
        NotebookCommand.class, BenchCommand.class, TestCommand.class, BundleCommand.class,
        DoctorCommand.class, CommandLine.HelpCommand.class})
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
    PrintStream out = System.out;
    if (wantsJson(arguments)) {
      System.setOut(System.err); // what a user's file prints is not part of the object
    }
    int code = run(arguments, new Console(out, System.err, false, isTerminal()));
    if (out.checkError() && code == 0) {
      System.err.println("The result could not be written to stdout.");
      code = 1;
    }
    System.exit(code);
  }

  private static boolean isTerminal() {
    return System.console() != null && System.console().isTerminal()
        && !"dumb".equals(System.getenv("TERM"));
  }

  private static boolean wantsJson(String[] arguments) {
    return Arrays.asList(arguments).contains("--json");
  }

  /** Runs one command; returns its exit code. With {@code --json} usage text is an object too. */
  public static int run(String[] arguments, Console console) {
    CommandLine line = new CommandLine(new Main(console));
    StringWriter text = new StringWriter();
    line.setOut(wantsJson(arguments) ? new PrintWriter(text, true)
        : new PrintWriter(console.out(), true));
    line.setErr(new PrintWriter(console.err(), true));
    line.setParameterExceptionHandler((e, given) -> misread(e, given, console));
    line.setExecutionExceptionHandler((e, at, _) -> failed(e, at, console));
    try {
      int code = line.execute(arguments);
      if (!text.toString().isEmpty()) {
        console.withJson(true).object(Map.of("text", text.toString()));
      }
      return code;
    } catch (Error e) {
      return Failure.report(e, console.withJson(wantsJson(arguments)));
    }
  }

  private static int misread(ParameterException e, String[] given, Console console) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = e.getMessage() + meant(e);
    console.err().println(message);
    console.err().println("See " + command + " --help.");
    if (wantsJson(given)) {
      console.out().println(Json.of(Map.of("error", message)));
    }
    return 2;
  }

  /** The command or option that was probably meant. */
  private static String meant(ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      CommandSpec spec = e.getCommandLine().getCommandSpec();
      List<String> known = new ArrayList<>(spec.subcommands().keySet());
      known.addAll(spec.optionsMap().keySet());
      return Suggestion.of(unmatched.getUnmatched().getFirst().split("=")[0], known);
    }
    return "";
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
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}

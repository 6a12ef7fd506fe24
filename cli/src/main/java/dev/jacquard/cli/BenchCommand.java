package dev.jacquard.cli;

import dev.jacquard.cli.text.Table;
import dev.jacquard.cli.text.Units;
import dev.jacquard.dsl.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jacquard bench SUITE}: ratios of figures measured side by side. */
@picocli.CommandLine.Command(name = "bench",
    description = "Run a suite of benchmarks; without a name, list the suites.")
final class BenchCommand extends Command {

  @Parameters(index = "0", arity = "0..1", paramLabel = "SUITE", description = "Which suite.")
  private String suite;

  @Mixin
  private DeviceOptions device = new DeviceOptions();

  @Option(names = "--budget", paramLabel = "TIME", order = 10,
      description = "For each tuning: 60s, 2m (default ${DEFAULT-VALUE}).")
  private String budget = "60s";

  @Option(names = "--seed", paramLabel = "N", order = 11,
      description = "The seed of inputs and of the search (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Mixin
  private DatabaseOption database = new DatabaseOption();

  @Option(names = "--vs", paramLabel = "PEER", split = ",", order = 13,
      description = "Only these peers; a suite's summary lists those that it knows.")
  private List<String> peers = List.of();

  @Option(names = "--only", paramLabel = "PATTERN", order = 14,
      description = "Only the rows in whose op, shape and layouts this expression is found.")
  private Pattern only = Pattern.compile("");

  @Option(names = "--tuned", order = 15,
      description = "The tuned schedule of each op and not the hand-written one.")
  private boolean tuned;

  @Option(names = "--markdown", paramLabel = "FILE.md", order = 16,
      description = "Bring the rows of this file up to date; its reasons stay.")
  private Path markdown;

  @Override
  int run(Console console) {
    List<Suite> suites = new ArrayList<>();
    ServiceLoader.load(Suite.class).forEach(suites::add);
    return suite == null ? list(suites, console) : run(find(suites), console);
  }

  private static int list(List<Suite> suites, Console console) {
    Table table = new Table("suite", "what");
    suites.forEach(each -> table.row(each.name(), each.summary()));
    console.print(table.toString());
    console.object(Map.of("suites", suites.stream().map(Suite::name).toList()));
    return 0;
  }

  private Suite find(List<Suite> suites) {
    return suites.stream().filter(each -> each.name().equals(suite)).findFirst().orElseThrow(
        () -> new UsageError("Unknown suite \"%s\". Suites: %s.%s".formatted(suite,
            suites.isEmpty() ? "none on the class path; start them with ./jacquard bench"
                : suites.stream().map(Suite::name).collect(Collectors.joining(", ")),
            Suggestion.of(suite, suites.stream().map(Suite::name).toList()))));
  }

  private int run(Suite found, Console console) {
    BenchContext context = new BenchContext(console, device.choose(console),
        TuneCommand.duration(budget), seed, database.given(),
        new BenchContext.Selection(peers, only, tuned, Optional.ofNullable(markdown)));
    long start = System.nanoTime();
    found.run(context);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("suite", found.name());
    result.put("device", context.choice().device().id());
    result.put("backend", context.choice().backend().name());
    result.put("seconds", Units.round((System.nanoTime() - start) / 1e9, 1));
    result.putAll(context.figures());
    console.object(result);
    return 0;
  }
}

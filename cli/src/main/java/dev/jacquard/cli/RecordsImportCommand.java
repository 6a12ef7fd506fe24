package dev.jacquard.cli;

import dev.jacquard.cli.session.Records;
import dev.jacquard.cli.text.Shell;
import dev.jacquard.cli.text.Units;
import dev.jacquard.tune.database.RecordFacts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jacquard records import}: schedules of other machines, as a start for the tuner. */
@picocli.CommandLine.Command(name = "import",
    description = "Take in records of other machines: tune starts from them. Only directives are "
        + "read, and nothing is used before it was timed and checked here.")
final class RecordsImportCommand extends Command {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of records export.")
  private List<Path> files;

  @Mixin
  private DatabaseOption database = new DatabaseOption();

  @Override
  int run(Console console) {
    Path file = database.file();
    List<Records.Import> all = files.stream().map(Records::read).toList();
    Records.keep(file, all);
    all.forEach(each -> console.print(text(each)));
    console.object(Map.of("imported", all.stream().map(RecordsImportCommand::fields).toList()));
    return 0;
  }

  private String text(Records.Import imported) {
    RecordFacts facts = imported.facts();
    return ("%s at %s: %d directives, %s on %s (%s, %d compute units)%n%s"
        + "  time and check it here: jacquard tune %s%s%n").formatted(imported.op(),
            imported.sizes(), imported.directives(), Units.time(facts.bestNanos() / 1e3),
            facts.device(), facts.instructionSet().split(" with ")[0], facts.computeUnits(),
            imported.changed() ? "  the algorithm has changed since; every directive still fits\n"
                : "", imported.words(), database.given().map(
                    named -> " --db " + Shell.word(named.toString())).orElse(""));
  }

  private static Map<String, Object> fields(Records.Import imported) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", imported.file());
    fields.put("op", imported.op());
    fields.put("sizes", imported.sizes().values());
    fields.put("directives", imported.directives());
    fields.put("changed", imported.changed());
    fields.put("device", imported.facts().device());
    fields.put("instruction_set", imported.facts().instructionSet());
    fields.put("compute_units", imported.facts().computeUnits());
    fields.put("best_us", imported.facts().bestNanos() / 1e3);
    return fields;
  }
}

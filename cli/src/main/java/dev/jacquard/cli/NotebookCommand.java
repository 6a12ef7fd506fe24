package dev.jacquard.cli;

import dev.jacquard.cli.text.Table;
import dev.jacquard.cli.text.Units;
import dev.jacquard.dsl.UserError;
import dev.jacquard.notebooks.Difference;
import dev.jacquard.notebooks.Execution;
import dev.jacquard.notebooks.Notebook;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jacquard notebook}: lists notebooks, or runs them and compares what they show. */
@picocli.CommandLine.Command(name = "notebook",
    description = "List the notebooks; with --execute run them, without Jupyter.")
final class NotebookCommand extends Command {

  @Parameters(paramLabel = "FILE.ipynb", description = "Which (default: all of the checkout).")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--execute", order = 1,
      description = "Run the cells and compare what they show with what the file says.")
  private boolean execute;

  @Option(names = "--update", order = 2,
      description = "Run the cells and write what they show into the file.")
  private boolean update;

  @Option(names = "--class-path", order = 3,
      description = "Print the class path that a kernel of Jupyter needs.")
  private boolean classPath;

  @Override
  int run(Console console) {
    if (classPath) {
      console.print(System.getProperty("java.class.path"));
      console.object(Map.of("class_path", System.getProperty("java.class.path")));
      return 0;
    }
    if (!files.isEmpty() && !execute && !update) {
      throw new UsageError("notebook %s: say what to do: --execute compares, --update stores."
          .formatted(files.getFirst()));
    }
    List<Path> chosen = files.isEmpty() ? all() : files;
    chosen.stream().filter(file -> !Files.isRegularFile(file)).findFirst().ifPresent(file -> {
      throw new UsageError(file + ": there is no such file. Check the name.");
    });
    List<Notebook> notebooks = chosen.stream().map(Notebook::read).toList();
    return execute || update ? runAll(notebooks, console) : list(notebooks, console);
  }

  /** The notebooks of the checkout that the working folder is in, else of this program's own. */
  private static List<Path> all() {
    Path here = Path.of("").toAbsolutePath();
    Path program = Path.of(URI.create(NotebookCommand.class.getProtectionDomain().getCodeSource()
        .getLocation().toString()));
    return Stream.of(here, program)
        .flatMap(start -> Stream.iterate(start, Objects::nonNull, Path::getParent))
        .map(folder -> in(folder.resolve("notebooks"))).filter(found -> !found.isEmpty())
        .findFirst().orElseThrow(() -> new UserError("There is no folder \"notebooks\" with "
            + "notebooks in %s or above it. Name the notebook's file.".formatted(here)))
        .stream().map(file -> file.startsWith(here) ? here.relativize(file) : file).toList();
  }

  private static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    } catch (IOException e) {
      throw new UserError("%s: it cannot be read: %s. Mend that and try again.".formatted(folder,
              e.getMessage()), e);
    }
  }

  private static int list(List<Notebook> notebooks, Console console) {
    Table table = new Table("notebook", "cells", "what");
    notebooks.forEach(each -> table.row(each.file().toString(),
        Integer.toString(each.cells().size()), each.title()));
    console.print(table.toString());
    console.object(Map.of("notebooks", notebooks.stream().map(each -> Map.of("file", each.file(),
        "cells", each.cells().size(), "title", each.title())).toList()));
    return 0;
  }

  private int runAll(List<Notebook> notebooks, Console console) {
    List<Map<String, Object>> results = new ArrayList<>();
    boolean same = true;
    for (Notebook notebook : notebooks) {
      console.say("running " + notebook.file());
      Execution execution = Execution.of(notebook, console::say);
      List<Difference> differences = execution.differences();
      same &= differences.isEmpty();
      if (update) {
        execution.updated().save();
      }
      console.print(report(execution, differences));
      results.add(fields(execution, differences));
    }
    console.object(Map.of("notebooks", results));
    return same || update ? 0 : 1;
  }

  private String report(Execution execution, List<Difference> differences) {
    Path file = execution.notebook().file();
    String ran = "%s: %d cells in %s s, ".formatted(file, execution.outputs().size(),
        Units.figures(execution.seconds()));
    if (update) {
      return ran + "%d of them changed; written".formatted(differences.size());
    }
    if (differences.isEmpty()) {
      return ran + "all as stored";
    }
    StringBuilder text = new StringBuilder(ran + "%d not as stored%n".formatted(
        differences.size()));
    differences.forEach(difference -> text.append("cell %d (- stored, + now):%n%s".formatted(
        difference.cell().number(), difference.text())));
    return text + "If that is right, store it: jacquard notebook --update %s%n".formatted(file);
  }

  private Map<String, Object> fields(Execution execution, List<Difference> differences) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", execution.notebook().file());
    fields.put("cells", execution.outputs().size());
    fields.put("seconds", Units.round(execution.seconds(), 2));
    fields.put("differences", differences.stream().map(Difference::fields).toList());
    fields.put("updated", update);
    return fields;
  }
}

package dev.jacquard.cli;

import dev.jacquard.cli.session.Devices;
import dev.jacquard.cli.session.InputFiles;
import dev.jacquard.cli.session.Records;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.session.Workload;
import dev.jacquard.dsl.Sizes;
import dev.jacquard.dsl.UserError;
import dev.jacquard.tune.database.TunedText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jacquard records export}: a device's tuned schedules as text. */
@picocli.CommandLine.Command(name = "export",
    description = "Write the tuned schedule of an op as text, or those of all ops to a folder.")
final class RecordsExportCommand extends Command {

  @Parameters(index = "0", arity = "0..1", paramLabel = "OP|FILE",
      description = "An op or a file of one (default: all that is tuned for the device).")
  private String op;

  @Option(names = "--size", paramLabel = "NAME=N,...", order = 1,
      description = "Sizes, over the op's defaults: --size n=32,k=3.")
  private String sizes = "";

  @Mixin
  private DeviceOptions device = new DeviceOptions();

  @Option(names = "--out", paramLabel = "FILE|DIR", order = 4,
      description = "The file to write (default: stdout); without an op, the folder.")
  private Path out;

  @Mixin
  private DatabaseOption database = new DatabaseOption();

  @Override
  int run(Console console) {
    return op == null ? all(console) : one(console);
  }

  private int one(Console console) {
    Workload workload = Workload.of(op, UsageError.of(() -> Sizes.parse(sizes)));
    if (out != null) {
      InputFiles.requireFolder(out);
    }
    Setting setting = new Setting(workload, device.choose(console), 1,
        InputFiles.of(workload.algorithm(), Map.of()), database.given());
    String text = Records.export(setting).toString();
    if (out == null) {
      console.print(text);
      console.object(Map.of("text", text));
    } else {
      write(Map.of(out, text), console);
    }
    return 0;
  }

  private int all(Console console) {
    if (!sizes.isEmpty() || out == null || !Files.isDirectory(out)) {
      throw new UsageError("records export: without an op, all records are written to --out DIR, a "
          + "folder that exists, and --size is not for that. Give an op or a folder.");
    }
    Devices.Choice choice = device.choose(console);
    Path file = database.file();
    List<TunedText> texts = Records.exportAll(file, choice.device());
    if (texts.isEmpty()) {
      throw new UserError(("There is no tuned schedule for %s in %s. Make one: jacquard tune "
          + "OP.").formatted(choice.device().id(), file));
    }
    Map<Path, String> files = new LinkedHashMap<>();
    texts.forEach(text -> files.put(out.resolve(Records.fileName(text)), text.toString()));
    write(files, console);
    return 0;
  }

  private static void write(Map<Path, String> files, Console console) {
    files.forEach((file, text) -> {
      InputFiles.write(file, text);
      console.say("wrote " + file);
    });
    console.object(Map.of("files", files.keySet()));
  }
}

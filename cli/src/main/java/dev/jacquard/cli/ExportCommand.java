package dev.jacquard.cli;

import dev.jacquard.cli.export.Export;
import dev.jacquard.cli.export.ExportFolder;
import dev.jacquard.cli.session.Built;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.ScheduleChoice;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.text.Shell;
import dev.jacquard.dsl.Suggestion;
import dev.jacquard.schedule.backend.Artifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code jacquard export}: one Java class that runs without Jacquard. */
@picocli.CommandLine.Command(name = "export",
    description = "Write an op as one Java class that needs no Jacquard, with its OpenCL text, an "
        + "example and a test input.")
final class ExportCommand extends WorkCommand {

  private static final List<String> TARGETS = List.of("opencl", "jvm");

  @Option(names = "--out", paramLabel = "DIR", required = true, order = 4,
      description = "The folder to fill; it must be empty or not exist.")
  private Path out;

  @Option(names = "--package", paramLabel = "NAME", order = 5,
      description = "The package of the class (default: none).")
  private String packageName = "";

  @Option(names = "--target", paramLabel = "opencl|jvm", order = 6,
      description = "Kernels in OpenCL or in Java (default: as the device).")
  private String target;

  @Option(names = "--schedule", paramLabel = "KIND|FILE.json", order = 7,
      description = "naive, untuned, hand, tuned or a file (default: the file's own, else a stored "
          + "tuned one, else hand, else untuned).")
  private String schedule;

  @Option(names = "--open", paramLabel = "NAME", split = ",", order = 8,
      description = "Sizes that stay parameters of run; the test has those of --size.")
  private List<String> open = new ArrayList<>();

  @Override
  int run(Console console) {
    Export.requirePackage(packageName);
    if (target != null && !TARGETS.contains(target)) {
      throw new UsageError("Unknown target \"%s\". Give one of: %s.%s".formatted(target,
          String.join(", ", TARGETS), Suggestion.of(target, TARGETS)));
    }
    if ("reference".equals(schedule)) {
      throw new UsageError("--schedule reference: the reference evaluator needs no schedule, "
          + "so there is nothing to export. Give naive, untuned, hand, tuned, or a file that ends "
          + "in .json.");
    }
    Setting setting = setting(console, Optional.ofNullable(target));
    if (!TARGETS.contains(setting.choice().backend().name())) {
      throw new UsageError(("--device %s: export writes for OpenCL and for the JVM. Give --target "
          + "opencl or --target jvm.").formatted(setting.choice().device().id()));
    }
    Export.className(setting.workload().name());
    Setting opened = setting.with(setting.workload().open(open));
    ExportFolder folder = ExportFolder.of(out);
    ChosenSchedule chosen = ScheduleChoice.choose(opened, Optional.ofNullable(schedule));
    console.say(chosen.describe());
    Artifact artifact = Built.emit(opened, chosen);
    Export.write(artifact, setting, chosen, packageName, folder);
    console.print("wrote to %s:%n".formatted(out));
    folder.written().forEach(file -> console.print("  " + out.relativize(file)));
    console.print("try it: sh " + Shell.word(out.resolve("run.sh").toString()));
    console.object(fields(setting, chosen, folder));
    return 0;
  }

  private Map<String, Object> fields(Setting setting, ChosenSchedule chosen,
      ExportFolder folder) {
    Map<String, Object> fields = new LinkedHashMap<>();
    String name = Export.className(setting.workload().name());
    fields.put("op", setting.workload().name());
    fields.put("sizes", setting.workload().sizes().values());
    fields.put("open", open);
    fields.put("device", setting.choice().device().id());
    fields.put("backend", setting.choice().backend().name());
    fields.put("schedule", chosen.fields());
    fields.put("class", packageName.isEmpty() ? name : packageName + "." + name);
    fields.put("out", out);
    fields.put("files", folder.written().stream().map(file -> out.relativize(file)).toList());
    return fields;
  }
}

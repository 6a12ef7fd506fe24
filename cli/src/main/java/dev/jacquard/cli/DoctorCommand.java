package dev.jacquard.cli;

import dev.jacquard.cli.session.Devices;
import dev.jacquard.dsl.UserError;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.tune.database.TuningDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import picocli.CommandLine.Mixin;

/** {@code jacquard doctor}: what works here, and what to do about what does not. */
@picocli.CommandLine.Command(name = "doctor",
    description = "Check the JDK, the devices, the caches and the tuning database.")
final class DoctorCommand extends Command {

  /** One finding; {@code remedy} is empty where all is well. */
  private record Finding(String what, boolean ok, String found, String remedy) {}

  @Mixin
  private DatabaseOption database = new DatabaseOption();

  private final List<Finding> findings = new ArrayList<>();

  @Override
  int run(Console console) {
    jdk();
    Devices.find().backends().forEach(this::backend);
    folder("binary cache", cache());
    tuning(database.file());
    blas();
    findings.forEach(each -> console.print("%-4s  %-16s  %s%n%s".formatted(
        each.ok ? "ok" : "NO", each.what, each.found,
        each.remedy.isEmpty() ? "" : " ".repeat(24) + each.remedy + "\n")));
    console.object(Map.of("ok", isWell(), "findings",
        findings.stream().map(DoctorCommand::fields).toList()));
    return isWell() ? 0 : 1;
  }

  /** Of the backends only OpenCL must have a device. */
  private boolean isWell() {
    return findings.stream().allMatch(Finding::ok);
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("what", finding.what);
    fields.put("ok", finding.ok);
    fields.put("found", finding.found);
    fields.put("remedy", finding.remedy);
    return fields;
  }

  private void jdk() {
    boolean compiler = ToolProvider.getSystemJavaCompiler() != null;
    findings.add(new Finding("JDK", compiler, System.getProperty("java.vm.name") + " "
        + Runtime.version() + " in " + System.getProperty("java.home"), compiler ? ""
        : "It has no compiler, which user files and the jvm device need: install a JDK."));
    findings.add(new Finding("jacquard", true, Version.number(), ""));
  }

  private void backend(Backend backend) {
    boolean present = !backend.devices().isEmpty();
    String found = present ? backend.devices().stream()
        .map(device -> device.id() + " " + device.name()).collect(Collectors.joining(", "))
        : "no device";
    boolean optional = !backend.name().equals("opencl");
    findings.add(new Finding(backend.name(), present || optional, found,
        present ? "" : backend.missing()));
  }

  private static Path cache() {
    if (!System.getenv().getOrDefault("JACQUARD_CACHE", "").isBlank()) {
      return Path.of(System.getenv("JACQUARD_CACHE"));
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = cache == null || !Path.of(cache).isAbsolute()
        ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return home.resolve("jacquard");
  }

  private void folder(String what, Path folder) {
    try {
      Files.createDirectories(folder);
      boolean writable = Files.isWritable(folder);
      findings.add(new Finding(what, writable, folder.toString(), writable ? ""
          : "It cannot be written, so kernels are built anew in each process: chmod u+w it."));
    } catch (IOException e) {
      findings.add(new Finding(what, false, folder + " cannot be made: " + e.getMessage(),
          "Kernels are built anew in each process. Set XDG_CACHE_HOME to a folder of yours."));
    }
  }

  private void tuning(Path file) {
    if (!Files.exists(file)) {
      findings.add(new Finding("tuning database", true, file + " (made by the first tuning)", ""));
      return;
    }
    try (TuningDatabase open = TuningDatabase.open(file)) {
      findings.add(new Finding("tuning database", true, open.file().toString(), ""));
    } catch (UserError e) {
      findings.add(new Finding("tuning database", false, e.getMessage(), ""));
    }
  }

  private void blas() {
    if (System.getenv("OPENBLAS_CORETYPE") != null) {
      findings.add(new Finding("OPENBLAS_CORETYPE", true, System.getenv("OPENBLAS_CORETYPE")
          + ": this slows OpenBLAS down; jacquard bench unsets it", ""));
    }
  }
}

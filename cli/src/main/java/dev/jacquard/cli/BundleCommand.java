package dev.jacquard.cli;

import dev.jacquard.cli.bundle.Bundle;
import dev.jacquard.cli.session.InputFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code jacquard bundle}: the program as one archive, for machines without a JDK. */
@picocli.CommandLine.Command(name = "bundle",
    description = "Pack the program, a Java and an OpenCL loader into one archive that runs on any "
        + "x86-64 Linux.")
final class BundleCommand extends Command {

  @Option(names = "--out", paramLabel = "FILE", required = true, order = 1,
      description = "The archive: its name ends in .tar.gz or .tar.xz.")
  private Path archive;

  @Option(names = "--loader", paramLabel = "FILE", order = 2,
      description = "The OpenCL loader to pack (default: this machine's libOpenCL.so.1).")
  private Path loader;

  @Override
  int run(Console console) {
    String name = archive.getFileName().toString();
    if (!name.endsWith(".tar.gz") && !name.endsWith(".tar.xz")) {
      throw new UsageError(("--out %s: a bundle is a .tar.gz or a .tar.xz file. Name "
          + "one.").formatted(archive));
    }
    InputFiles.requireFolder(archive);
    Bundle.write(archive, Optional.ofNullable(loader), console::say);
    long bytes = archive.toFile().length();
    console.print("%s: %.1f MB. Elsewhere: tar -xf %s && jacquard/jacquard devices%n".formatted(
        archive, bytes / 1e6, name));
    console.object(Map.of("file", archive.toString(), "bytes", bytes));
    return 0;
  }
}

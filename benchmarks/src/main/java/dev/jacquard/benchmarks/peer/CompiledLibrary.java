package dev.jacquard.benchmarks.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A library that a compiler of this machine makes of a source beside this class.
 *
 * @param compilers the first that is there is taken
 */
record CompiledLibrary(String source, List<String> compilers, List<String> flags)
    implements Provision {

  @Override
  public String key() throws IOException {
    return "%s-%08x".formatted(source, Objects.hash(compiler().version(), flags,
        Arrays.hashCode(content())));
  }

  private record Compiler(String name, String version) {}

  private Compiler compiler() throws IOException {
    for (String name : compilers) {
      try {
        String said = Provision.run(new ProcessBuilder(name, "--version"));
        return new Compiler(name, said.lines().findFirst().orElse(name));
      } catch (IOException _) {
        // The next may be there.
      }
    }
    throw new IOException("no " + compilers.getLast() + " is installed");
  }

  private byte[] content() throws IOException {
    try (InputStream content = CompiledLibrary.class.getResourceAsStream(source)) {
      return content.readAllBytes();
    }
  }

  @Override
  public void provide(Path folder) throws IOException {
    Path file = folder.resolve(source);
    Files.write(file, content());
    List<String> command = new ArrayList<>(List.of(compiler().name(), "-fPIC", "-shared",
        file.toString(), "-o", folder.resolve("libpeer.so").toString(), "-L" + folder));
    command.addAll(flags);
    command.add("-lm");
    Provision.run(new ProcessBuilder(command));
    Provision.made(folder, compiler().version() + ", " + String.join(" ", flags));
  }
}

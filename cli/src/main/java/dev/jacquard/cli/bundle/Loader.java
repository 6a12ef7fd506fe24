package dev.jacquard.cli.bundle;

import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The free OpenCL loader of this machine; LD_LIBRARY_PATH comes before the usual folders. */
final class Loader {

  static final String NAME = "libOpenCL.so.1";
  private static final List<String> FOLDERS = List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib64",
      "/lib/x86_64-linux-gnu", "/usr/local/lib", "/usr/lib");

  /** What a program's C++ libraries are, where a machine has none. */
  private static final List<String> CPP = List.of("libstdc++.so.6", "libgcc_s.so.1");

  private Loader() {}

  /**
   * Copies the loader to {@code folder}, and to {@code folder/fallback} the C++ runtime of which
   * OpenCL's binding needs one.
   *
   * @param given the loader to take; without it this machine's
   * @throws UserError if there is none that may be passed on
   */
  static void copyTo(Path folder, Optional<Path> given) throws IOException {
    Path loader = given.or(() -> find(NAME)).orElseThrow(() -> new UserError(("There is no %s in "
        + "%s. Install an OpenCL loader, such as ocl-icd-libopencl1, or name one with --loader "
        + "FILE.").formatted(NAME, String.join(", ", FOLDERS))));
    if (!Files.isRegularFile(loader)) {
      throw new UserError(loader + ": there is no such file. Check the name.");
    }
    if (!Files.readString(loader, StandardCharsets.ISO_8859_1).contains("OCL_ICD_VENDORS")) {
      throw new UserError(loader + " is no free OpenCL loader: it does not know OCL_ICD_VENDORS. "
          + "Install ocl-icd-libopencl1, or name another with --loader FILE.");
    }
    Path fallback = Files.createDirectories(folder.resolve("fallback"));
    Files.copy(loader, folder.resolve(NAME));
    for (String library : CPP) {
      Optional<Path> found = find(library);
      if (found.isPresent()) {
        Files.copy(found.get(), fallback.resolve(library));
      }
    }
  }

  private static Optional<Path> find(String library) {
    String more = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
    return Stream.concat(Stream.of(more.split(":")).filter(folder -> !folder.isEmpty()),
        FOLDERS.stream()).map(folder -> Path.of(folder, library)).filter(Files::isRegularFile)
        .findFirst();
  }

  /** Copies what Debian's packages say of their licences. */
  static void copyLicences(Path folder) throws IOException {
    for (String name : List.of("ocl-icd-libopencl1", "libstdc++6", "libgcc-s1")) {
      Path copyright = Path.of("/usr/share/doc", name, "copyright");
      if (Files.isRegularFile(copyright)) {
        Files.copy(copyright.toRealPath(), folder.resolve(name));
      }
    }
  }
}

package dev.jacquard.benchmarks.peer;

import dev.jacquard.dsl.Suggestion;
import dev.jacquard.dsl.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What we can be measured against, by the name that {@code --vs} takes in lower case: libraries of
 * Maven Central at these versions, libraries that are installed, and loops of C.
 */
public enum Peer {
  /** Intel's library for deep learning, with its own OpenMP. */
  ONEDNN(new MavenLibrary("org.bytedeco:dnnl:3.11-1.5.13:jar:linux-x86_64", 27)),
  OPENBLAS(Flags.OPENBLAS),
  /** Its threads are GCC's: libgomp must be installed. */
  MKL(new MavenLibrary("org.bytedeco:mkl:2025.2-1.5.12:jar:linux-x86_64-redist", 156)),
  /** The ops as loops of C. */
  GCC(new CompiledLibrary("loops.c", List.of("gcc"), Flags.LOOPS)),
  /** The same loops, exponentials by the C library's vectors. */
  CLANG(new CompiledLibrary("loops.c", Flags.CLANGS,
      Flags.with(Flags.LOOPS, "-fveclib=libmvec", "-lmvec"))),
  /** Debian's libxsmm, for small and batched products. */
  LIBXSMM(new CompiledLibrary("libxsmm.c", List.of("gcc"),
      Flags.with(Flags.LOOPS, "-lxsmmext", "-lxsmm"))),
  /** CLBlast on the first OpenCL device. */
  CLBLAST(new CompiledLibrary("clblast.c", List.of("gcc"),
      List.of("-O2", "-lclblast", "-lOpenCL"))),
  /** Debian's Halide, which compiles schedules by hand when they are called. */
  HALIDE(new CompiledLibrary("halide.cpp", List.of("g++"),
      List.of("-std=c++17", "-O1", "-I/usr/include/halide14", "-lHalide14"))),
  /** PyTorch, with OpenBLAS and oneDNN inside, called from C++. */
  PYTORCH(new Together(List.of(
      new MavenLibrary("org.bytedeco:pytorch:2.10.0-1.5.13:jar:linux-x86_64", 90), Flags.OPENBLAS,
      new CompiledLibrary("pytorch.cpp", List.of("g++"), List.of("-std=c++17", "-O2",
          "-ltorch_cpu", "-lc10", "-l:libopenblas.so.0")))), Flags.PYTORCH);

  private final Provision provision;
  private final Map<String, String> environment;

  Peer(Provision provision) {
    this(provision, Map.of());
  }

  Peer(Provision provision, Map<String, String> environment) {
    this.provision = provision;
    this.environment = environment;
  }

  Provision provision() {
    return provision;
  }

  /** What its process has besides. */
  Map<String, String> environment() {
    return environment;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** @throws UserError that lists the peers, if there is none of this name */
  public static Peer of(String name) {
    return Arrays.stream(values()).filter(peer -> peer.label().equals(name)).findFirst()
        .orElseThrow(() -> new UserError("Unknown peer \"%s\". Give one of: %s.%s".formatted(name,
            String.join(", ", labels()), Suggestion.of(name, labels()))));
  }

  private static List<String> labels() {
    return Arrays.stream(values()).map(Peer::label).toList();
  }
}

package dev.jacquard.benchmarks.engine;

import java.nio.file.Path;

/** The libraries by the names under which {@code --vs} asks for them. */
final class Engines {

  private Engines() {}

  /**
   * @param libraries where the native libraries lie
   * @param threads how many it may use, where the library has to be told
   */
  static Engine of(String name, Path libraries, int threads) {
    return switch (name) {
      case "onednn" -> new OneDnn(new Dnnl(libraries.resolve("libdnnl.so.3")));
      case "openblas" -> Blas.openblas(libraries.resolve("libopenblas.so.0"), threads);
      case "mkl" -> Blas.mkl(libraries.resolve("libmkl_rt.so.2"), threads);
      case "gcc", "clang", "libxsmm", "clblast", "halide", "pytorch" -> new Loops(libraries);
      default -> throw new IllegalArgumentException("no engine for " + name);
    };
  }
}

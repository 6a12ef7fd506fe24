package dev.jacquard.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What compilers and processes are told, and what peers share. */
final class Flags {

  /** The newest first. */
  static final List<String> CLANGS = List.of("clang-21", "clang-20", "clang-19", "clang-18",
      "clang-17", "clang-16", "clang-15", "clang-14", "clang");

  /** Sums may be regrouped, as ours may, and exponentials be those of the C library's vectors. */
  static final List<String> LOOPS = loops();

  static final MavenLibrary OPENBLAS =
      new MavenLibrary("org.bytedeco:openblas:0.3.31-1.5.13:jar:linux-x86_64", 20);

  /**
   * PyTorch allocates results in each run: freed memory stays with the process, or each run would
   * fetch its pages anew. OpenBLAS's threads sleep after 2^20 cycles without work, not 2^26: else
   * they hold the processors that oneDNN's, in the same process, wait for.
   */
  static final Map<String, String> PYTORCH = Map.of("MALLOC_ARENA_MAX", "1", "MALLOC_MMAP_MAX_",
      "0", "MALLOC_TRIM_THRESHOLD_", "1000000000000", "OPENBLAS_THREAD_TIMEOUT", "20");

  private Flags() {}

  private static List<String> loops() {
    List<String> flags = List.of("-O3", "-march=native", "-fopenmp", "-ffast-math");
    return System.getProperty("os.arch").equals("amd64")
        ? with(flags, "-mprefer-vector-width=512") : flags;
  }

  static List<String> with(List<String> flags, String... more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(List.of(more));
    return List.copyOf(all);
  }
}

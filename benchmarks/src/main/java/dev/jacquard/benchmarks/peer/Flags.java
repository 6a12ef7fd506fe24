package dev.jacquard.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;

/** What compilers are told. */
final class Flags {

  /** The newest first. */
  static final List<String> CLANGS = List.of("clang-21", "clang-20", "clang-19", "clang-18",
      "clang-17", "clang-16", "clang-15", "clang-14", "clang");

  /** Sums may be regrouped, as ours may, and exponentials be those of the C library's vectors. */
  static final List<String> LOOPS = loops();

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

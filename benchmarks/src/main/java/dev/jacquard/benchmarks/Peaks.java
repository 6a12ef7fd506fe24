package dev.jacquard.benchmarks;

import dev.jacquard.tune.Peak;
import dev.jacquard.tune.database.TuningDatabase;
import java.nio.file.Path;

/** What the machine reaches at best, as far as this run has seen, whatever was measured before. */
final class Peaks implements AutoCloseable {

  private final Bench bench;
  private final TuningDatabase fresh;

  Peaks(Bench bench, Path folder) {
    this.bench = bench;
    this.fresh = TuningDatabase.open(folder.resolve("peak.db"));
    say();
  }

  private void say() {
    Peak peak = best();
    bench.talk().accept("peak: %.0f GFLOP/s, %.1f GB/s".formatted(peak.gflops(), peak.gbps()));
  }

  Peak best() {
    return Peak.of(bench.choice().device(), bench.choice().backend(), fresh);
  }

  /** Probes once more: while something else ran, less of the machine was seen. */
  Peak again() {
    double before = best().gflops();
    Peak.again(bench.choice().device(), bench.choice().backend(), fresh);
    if (best().gflops() > before) {
      say();
    }
    return best();
  }

  @Override
  public void close() {
    fresh.close();
  }
}

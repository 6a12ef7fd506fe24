package dev.jacquard.tune;

import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.tune.database.TuningRecord;
import dev.jacquard.tune.database.Workload;
import dev.jacquard.tune.worker.Outcome;
import dev.jacquard.tune.worker.Status;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A candidate on its way: emitted, building, measured. */
final class Trial {
  private final Candidate candidate;
  private final int generation;
  private Artifact artifact;
  private String sourceHash = "";
  private long emitMillis;
  private long buildMillis;
  private Optional<Outcome> outcome = Optional.empty();

  /** Set while it builds. */
  CompletableFuture<Optional<Outcome>> building;
  /** An earlier one with the same emitted text, whose outcome this one shares. */
  Trial twin;

  Trial(Candidate candidate, int generation) {
    this.candidate = candidate;
    this.generation = generation;
  }

  /** Lowers and emits; a failure is the outcome. */
  void emit() {
    long start = System.nanoTime();
    try {
      artifact = candidate.artifact().get();
      sourceHash = hash(artifact);
    } catch (RuntimeException | StackOverflowError e) {
      outcome = Optional.of(Outcome.failed(Status.COMPILE_FAILED,
          e.getMessage() == null ? e.toString() : e.getMessage()));
    }
    emitMillis = (System.nanoTime() - start) / 1_000_000;
  }

  /** All that a run depends on; a backend without text runs the program itself. */
  private static String hash(Artifact artifact) {
    Program program = artifact.program();
    String text = artifact.sources().isEmpty() ? program.kernels().toString() : artifact.text();
    return Workload.hash(artifact.backend() + artifact.options() + text + program.inputs()
        + program.outputs() + program.constants() + program.prepare() + program.run());
  }

  /** Whether it was built; a failure to is the outcome. */
  boolean isBuilt(Optional<Outcome> built) {
    built.ifPresent(o -> buildMillis = o.millis());
    outcome = built.filter(o -> !o.isOk());
    return built.isPresent() && outcome.isEmpty();
  }

  void end(Optional<Outcome> measured) {
    outcome = measured;
    artifact = null;
  }

  Candidate candidate() {
    return candidate;
  }

  int generation() {
    return generation;
  }

  Artifact artifact() {
    return artifact;
  }

  String sourceHash() {
    return sourceHash;
  }

  Optional<Outcome> outcome() {
    return outcome;
  }

  TuningRecord record(Outcome ended) {
    return new TuningRecord(candidate.schedule(), candidate.trace(), sourceHash, ended, generation,
        new TuningRecord.Spent(emitMillis, buildMillis, ended.millis()));
  }
}

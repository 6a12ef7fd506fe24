package dev.jacquard.tune;

import dev.jacquard.tune.database.TuningDatabase;
import dev.jacquard.tune.worker.Outcome;
import dev.jacquard.tune.worker.WorkerPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Judges by building and measuring. First all of a generation are emitted, here, and built, in the
 * workers; then they are measured, one at a time. Each is recorded as soon as its end is known.
 * Candidates of one emitted text are measured once.
 */
final class LiveJudge implements Judge {
  private static final int LIMIT_RUNS = 10;

  private final WorkerPool pool;
  private final TuningOptions options;
  private final TuningDatabase database;
  private final long run;
  private final Ledger ledger;
  private final StopSignal stop;
  private final Map<String, Trial> bySchedule = new HashMap<>();
  private final Map<String, Trial> bySource = new HashMap<>();
  private long deadline;
  private long extraNanos;

  LiveJudge(WorkerPool pool, TuningOptions options, TuningDatabase database, long run,
      Ledger ledger, StopSignal stop) {
    this.pool = pool;
    this.options = options;
    this.database = database;
    this.run = run;
    this.ledger = ledger;
    this.stop = stop;
  }

  /**
   * Sets when it is over.
   *
   * @param nanoTime on the clock of {@code System.nanoTime}
   * @param extra nanoseconds to add to the limits of a build and of a measurement
   */
  void until(long nanoTime, long extra) {
    deadline = nanoTime;
    extraNanos = extra;
  }

  @Override
  public boolean knows(String schedule) {
    return bySchedule.containsKey(schedule);
  }

  @Override
  public boolean isOver() {
    return stop.isStopped() || deadline - System.nanoTime() <= 0;
  }

  @Override
  public List<Optional<Outcome>> judge(List<Candidate> candidates, int generation) {
    Set<Trial> fresh = new LinkedHashSet<>();
    for (Candidate candidate : candidates) {
      if (!isOver() && !knows(candidate.schedule())) {
        fresh.add(begin(candidate, generation));
      }
    }
    List<Trial> built = new ArrayList<>();
    fresh.stream().filter(trial -> trial.building != null && finishBuild(trial))
        .forEach(built::add);
    built.forEach(this::measure);
    fresh.stream().filter(trial -> trial.twin != null).forEach(this::share);
    return candidates.stream().map(candidate -> Optional
        .ofNullable(bySchedule.get(candidate.schedule())).flatMap(Trial::outcome)).toList();
  }

  private Trial begin(Candidate candidate, int generation) {
    Trial trial = new Trial(candidate, generation);
    bySchedule.put(candidate.schedule(), trial);
    ledger.generated(generation);
    trial.emit();
    if (trial.outcome().isPresent()) {
      conclude(trial);
      return trial;
    }
    trial.twin = bySource.putIfAbsent(trial.sourceHash(), trial);
    if (trial.twin == null) {
      trial.building = pool.build(trial.artifact(), options.buildLimitNanos() + extraNanos,
          deadline);
    }
    return trial;
  }

  private boolean finishBuild(Trial trial) {
    boolean built = trial.isBuilt(await(trial.building));
    trial.building = null;
    if (built) {
      ledger.compiled(trial.generation());
    } else {
      conclude(trial);
    }
    return built;
  }

  private void measure(Trial trial) {
    trial.end(await(pool.measure(trial.artifact(), ledger.bestNanos(), options.sampleNanos(),
        options.measureLimitNanos() + extraNanos, deadline)));
    conclude(trial);
  }

  private void share(Trial trial) {
    if (trial.twin.outcome().isPresent()) {
      ledger.compiled(trial.generation());
    }
    trial.end(trial.twin.outcome());
    conclude(trial);
  }

  private void conclude(Trial trial) {
    trial.outcome().ifPresent(outcome -> {
      database.append(run, trial.record(outcome));
      ledger.conclude(trial.candidate(), outcome, trial.generation());
    });
  }

  /** Measures a candidate that was judged before once more; nothing if it is over. */
  Optional<Outcome> again(String schedule, int generation, long sampleNanos) {
    Trial trial = new Trial(bySchedule.get(schedule).candidate(), generation);
    if (!isOver()) {
      trial.emit();
    }
    if (trial.artifact() != null) {
      trial.end(await(pool.measure(trial.artifact(), 0, sampleNanos,
          options.measureLimitNanos() + extraNanos + sampleNanos, deadline)));
    }
    trial.outcome().ifPresent(outcome -> database.append(run, trial.record(outcome)));
    return trial.outcome();
  }

  /** The time to add to limits for runs that may be as slow as this. */
  static long extra(long runNanos) {
    return LIMIT_RUNS * runNanos;
  }

  private static Optional<Outcome> await(CompletableFuture<Optional<Outcome>> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}

package dev.jacquard.tune;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.dsl.UserError;
import dev.jacquard.tune.TuningResult.End;
import dev.jacquard.tune.TuningResult.Tuned;
import dev.jacquard.tune.database.Run;
import dev.jacquard.tune.database.TuningDatabase;
import dev.jacquard.tune.database.TuningRecord;
import dev.jacquard.tune.worker.Outcome;
import dev.jacquard.tune.worker.Status;
import dev.jacquard.tune.worker.WorkerPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds a fast schedule by genetic search, within a budget of time.
 *
 * <p>The search starts from the untuned schedule, the database's best for the same workload, for
 * the nearest sizes and for other devices, records from elsewhere, and random ones. Candidates are
 * built in parallel, timed one at a time, and checked, all in other processes: none of them can end
 * the run. The fastest ones are measured once more, and the winner must pass the task's own check.
 */
public final class Tuner {
  private static final int NEAREST = 2;
  /** Of the records from elsewhere. */
  private static final int IMPORTED = 8;
  private static final int FINALISTS = 3;
  /** How much longer the finalists are timed than the others. */
  private static final int FINAL_SAMPLES = 3;
  private static final long UNTUNED_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final TuningTask task;
  private final TuningOptions options;
  private final TuningDatabase database;
  private final StopSignal stop;
  private final Ledger ledger;
  /** What the run starts from, the untuned schedule first. */
  private final Map<String, Candidate> seeds = new LinkedHashMap<>();
  /** Those of the seeds that can breed. */
  private final List<int[]> genotypes = new ArrayList<>();
  /** What limits allow for beside the usual: several untuned runs. */
  private long extraNanos;

  private Tuner(TuningTask task, TuningOptions options, TuningDatabase database, StopSignal stop,
      Progress progress) {
    this.task = task;
    this.options = options;
    this.database = database;
    this.stop = stop;
    this.ledger = new Ledger(progress);
  }

  /**
   * Tunes until the budget is spent, nothing more is found, or {@code stop} says so; what was
   * measured is in the database in any case.
   *
   * @throws CompilerBug if not one candidate has a right result, and the run was not stopped
   */
  public static TuningResult tune(TuningTask task, TuningOptions options, TuningDatabase database,
      StopSignal stop, Progress progress) {
    return new Tuner(task, options, database, stop, progress).tune();
  }

  /**
   * Repeats a run from its records: the same candidates in the same order, without measuring.
   *
   * @param run its number in the database
   */
  public static TuningResult replay(TuningTask task, TuningDatabase database, long run,
      Progress progress) {
    Run recorded = database.run(run);
    TuningOptions options = new TuningOptions(Duration.ofSeconds(1), recorded.seed(),
        recorded.population(), 1, Duration.ZERO);
    return new Tuner(task, options, database, new StopSignal(), progress).replay(recorded);
  }

  private TuningResult tune() {
    collectSeeds();
    long run = database.startRun(task.workload(), options.seed(), options.populationSize(),
        List.copyOf(seeds.keySet()), version());
    try (WorkerPool pool = WorkerPool.start(task.device(), options.workerCount(), task.inputs(),
        task.outputs())) {
      stop.onStop(pool::abandon);
      LiveJudge judge = new LiveJudge(pool, options, database, run, ledger, stop);
      long start = System.nanoTime();
      measureUntuned(judge, start);
      judge.judge(List.copyOf(seeds.values()), 0);
      Search search = new Search(task.space(), judge, options.populationSize());
      search.run(options.seed(), genotypes);
      End end = stop.isStopped() ? End.INTERRUPTED
          : search.hasConverged() ? End.CONVERGED : End.BUDGET;
      Set<Tuned> finalists = finale(judge, search.generations() + 1);
      return result(winner(finalists), search, end, OptionalLong.of(run));
    }
  }

  private TuningResult replay(Run recorded) {
    List<TuningRecord> records = database.records(recorded.id());
    Map<String, String> traces = new HashMap<>();
    records.forEach(record -> traces.putIfAbsent(record.schedule(), record.trace()));
    recorded.seeds().forEach(seed -> addSeed(seed, traces.getOrDefault(seed, ""), true));
    RecordedJudge judge = new RecordedJudge(records, ledger);
    judge.judge(List.copyOf(seeds.values()), 0);
    Search search = new Search(task.space(), judge, options.populationSize());
    search.run(options.seed(), genotypes);
    return result(ledger.ranking().stream().findFirst(), search, End.REPLAYED,
        OptionalLong.empty());
  }

  private void collectSeeds() {
    addSeed(task.untuned(), "", true);
    task.seeds().forEach(schedule -> addSeed(schedule, "", true));
    Stream.of(database.best(task.workload()).stream().toList(),
        database.nearest(task.workload(), NEAREST), database.elsewhere(task.workload(), NEAREST))
        .flatMap(List::stream).forEach(record -> addSeed(record.schedule(), record.trace(), false));
    database.imported(task.workload(), IMPORTED)
        .forEach(imported -> addSeed(imported.schedule(), "", false));
  }

  /** @param required whether it must fit; one for other sizes need not */
  private void addSeed(String schedule, String trace, boolean required) {
    Optional<int[]> genes = task.space().encode(schedule);
    if (genes.isEmpty() && !trace.isEmpty()) {
      genes = task.space().recall(trace);
    }
    try {
      Candidate candidate = genes.isPresent() ? task.space().decode(genes.get())
          : task.space().foreign(schedule);
      if (seeds.putIfAbsent(candidate.schedule(), candidate) == null) {
        genes.ifPresent(genotypes::add);
      }
    } catch (UserError | Unsupported e) {
      if (required) {
        throw e;
      }
    }
  }

  /** Whatever the budget, there is something to compare with; then the search's clock is set. */
  private void measureUntuned(LiveJudge judge, long start) {
    judge.until(start + 2 * UNTUNED_LIMIT_NANOS, UNTUNED_LIMIT_NANOS);
    judge.judge(List.of(seeds.values().iterator().next()), 0);
    extraNanos = LiveJudge.extra(ledger.bestNanos());
    judge.until(start + options.budget().toNanos() - options.finaleNanos(), extraNanos);
  }

  /**
   * One measurement of some milliseconds may be lucky: the best ones meet again, for longer.
   *
   * @return the best ones, the fastest first
   */
  private Set<Tuned> finale(LiveJudge judge, int generation) {
    Set<Tuned> again = new LinkedHashSet<>(ledger.ranking().stream().limit(FINALISTS).toList());
    ledger.right(untuned()).ifPresent(again::add);
    judge.until(System.nanoTime() + 2 * options.finaleNanos() + again.size() * extraNanos,
        extraNanos);
    for (Tuned tuned : again) {
      judge.again(tuned.schedule(), generation, FINAL_SAMPLES * options.sampleNanos())
          .ifPresent(outcome -> correct(tuned, outcome));
    }
    return again.stream().flatMap(tuned -> ledger.right(tuned.schedule()).stream())
        .sorted(Comparator.comparingDouble(tuned -> tuned.outcome().fitness()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void correct(Tuned tuned, Outcome outcome) {
    ledger.correct(tuned, outcome);
    if (outcome.status() == Status.WRONG || outcome.status() == Status.CRASHED) {
      database.reject(task.workload(), tuned.schedule(), outcome.message());
    }
  }

  private String untuned() {
    return seeds.keySet().iterator().next();
  }

  /** The first that passes the task's check, of the finalists, else of all; others are rejected. */
  private Optional<Tuned> winner(Set<Tuned> finalists) {
    Set<Tuned> ranking = new LinkedHashSet<>(finalists);
    ranking.addAll(ledger.ranking());
    for (Tuned tuned : ranking) {
      Optional<String> fault = task.recheck().fault(tuned.schedule());
      if (fault.isEmpty()) {
        return Optional.of(tuned);
      }
      correct(tuned, Outcome.failed(Status.WRONG, fault.get()));
    }
    if (!stop.isStopped()) {
      throw new CompilerBug("No schedule of %s gave a right result on %s. The first failure: %s."
          .formatted(task.space().name(), task.device().name(), ledger.firstFailure()
              .map(outcome -> outcome.status() + ", " + outcome.message()).orElse("none")));
    }
    return Optional.empty();
  }

  private TuningResult result(Optional<Tuned> best, Search search, End end, OptionalLong run) {
    return new TuningResult(ledger.right(untuned()), best, ledger.history(),
        ledger.counts(), search.operators(), search.generations(), options.seed(),
        ledger.seconds(), end, run);
  }

  private static String version() {
    String version = Tuner.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
